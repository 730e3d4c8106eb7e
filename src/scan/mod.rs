//! What can be seen on an uploaded image, and the way under the size limit. CPU only: no clock, no randomness, no files, no words for people.
