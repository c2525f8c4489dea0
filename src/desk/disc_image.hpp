// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: an image that is burnt onto a disc as it is.
#include "base/clock.hpp"
#include "base/result.hpp"
#include <filesystem>
#include <string>
#include <vector>

namespace desk {

struct OnDisc {
    std::string name; ///< on the disc, with / between folders; UTF-8
    std::filesystem::path file;
};
/// ISO 9660 with Joliet and Rock Ridge, so that Windows, macOS and Linux show whole names. The file is there
/// complete or not at all. \p volume: at most 32 of A-Z 0-9 _
base::Result<> write_disc_image(std::filesystem::path const &image, std::string const &volume,
                                std::vector<OnDisc> const &files, base::Instant made_at);

} // namespace desk
