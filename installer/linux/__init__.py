"""The .deb and the .tar.xz: built in a root of Debian 11, so that they run on glibc 2.28 and later."""
