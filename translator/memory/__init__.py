"""Translation memory: approved pairs of Arabic and English, in a file that any number of projects may share."""
