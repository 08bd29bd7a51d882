/* A file system that fails: loaded before the C library, it makes the n-th write below a folder fail, and, if it is told
 * to, every one after it, as a full disk does. Counted are writes, syncs and changes of size; nothing fails until
 * failfs_arm() is called. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long count, from, to;
static int with;

void failfs_arm(const char *below, long first, long last, int error) {
    snprintf(folder, sizeof folder, "%s", below);
    count = 0, from = first, to = last, with = error;
}

long failfs_count(void) { return count; }

static int fails(int fd) {
    char link[64], path[PATH_MAX];
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    if (strncmp(path, folder, strlen(folder))) return 0;
    count++;
    if (count < from || count > to) return 0;
    errno = with;
    return 1;
}

#define WRAP(type, name, declared, given)                                                  \
    type name declared {                                                                   \
        static type (*real) declared;                                                      \
        if (!real) real = (type (*) declared)dlsym(RTLD_NEXT, #name);                      \
        return fails(fd) ? -1 : real given;                                                \
    }

WRAP(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size))
WRAP(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
WRAP(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, fdatasync, (int fd), (fd))
WRAP(int, ftruncate, (int fd, off_t size), (fd, size))
WRAP(int, ftruncate64, (int fd, off64_t size), (fd, size))
