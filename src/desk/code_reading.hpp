// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include "base/result.hpp"

namespace desk {

/// The content of the one collection code in a picture file (JPEG or PNG): a screenshot, or a phone before a
/// camera. Wipe it once it is used. \return bad_input where the file is no picture, there is no code that
/// can be read (which is not the same as a code that nobody knows), or there are two
base::Result<std::string> read_code_picture(base::ByteView file);

} // namespace desk
