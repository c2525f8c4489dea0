// SPDX-License-Identifier: GPL-3.0-or-later
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#ifdef __SANITIZE_ADDRESS__
// Leaks of libraries that stay until the process ends, each with its reason.
extern "C" char const *__lsan_default_suppressions();
extern "C" char const *__lsan_default_suppressions() {
    // fontconfig 2.14 loses a few hundred bytes once, while it reads its own configuration files.
    // libgphoto2 2.5.30 leaves a USB device open whose camera was pulled out or could not be claimed.
    return "leak:libfontconfig.so\n"
           "leak:usb1.so\n"
           "leak:gp_abilities_list_load\n"; // a library that one of its drivers loads and lets go
}
#endif
