"""The command line: the only home of click, of printing and of exit codes. One module a command."""
