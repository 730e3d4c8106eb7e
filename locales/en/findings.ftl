### What was found on a scan.

finding-empty = The file is empty (0 bytes). Please scan or choose it again.
