// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What usbfs says and where programs keep it; seen by usb_node*.cpp only.
#include "emulator/usb_node.hpp"
#include <sys/ioctl.h>
// after sys/ioctl.h, whose _IOC it uses
#include <linux/usbdevice_fs.h>

namespace emulator {

/// What a program has at an address that \p data holds at \p offset; nullptr where the program has gone.
GObjectPtr<UMockdevIoctlData> resolve(UMockdevIoctlData *data, std::size_t offset, std::size_t size);

} // namespace emulator
