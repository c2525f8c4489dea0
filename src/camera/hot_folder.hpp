// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: a folder that another program fills, as a camera.
#include "camera/folder_scan.hpp"

namespace camera {

/// Looks by itself, as soon as the system says that there is news and every now and then where it says
/// nothing (network drives).
/// \return device where the folder is not there
base::Result<std::unique_ptr<Camera>> open_folder(std::filesystem::path const &folder,
                                                  FolderTerms terms = {});

} // namespace camera
