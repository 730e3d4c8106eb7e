# Placeholder header: the desk speaks from here.
