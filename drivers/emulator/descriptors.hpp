// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// USB descriptors of a printer-class device (USB 2.0 chapter 9, printer class 1.1): one configuration, one
/// interface 7/1/2, one bulk endpoint each way of 512 bytes. Endpoint addresses are made up: no source names
/// them.
#include "base/bytes.hpp"
#include "emulator/identity.hpp"

namespace emulator {

[[nodiscard]] base::Bytes device_descriptor(Identity const &identity, bool with_serial);
[[nodiscard]] base::Bytes configuration_descriptor(Identity const &identity);
/// Language list for index 0; nothing where there is no such string.
[[nodiscard]] base::Bytes string_descriptor(Identity const &identity, int index, bool with_serial);
/// Answer to GET_DEVICE_ID: two bytes of length, big-endian and counted in, then the text.
[[nodiscard]] base::Bytes device_id(Identity const &identity);

} // namespace emulator
