-- Old updates are found by their numbers: an index by time was one more page to write with every update.
DROP INDEX seen_updates_by_age;
