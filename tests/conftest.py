"""What all tests share: properties are about results, never about how long an example took."""

import os

from hypothesis import settings

settings.register_profile("translator", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("translator")
