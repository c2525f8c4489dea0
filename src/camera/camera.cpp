// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera/camera.hpp"
#include "camera/gphoto.hpp"
#include "camera/hot_folder.hpp"
#include "camera/tethered.hpp"

namespace camera {

base::Result<std::vector<Found>> list() {
    return GPhoto::list();
}

base::Result<std::unique_ptr<Camera>> open(std::string const &uri) {
    constexpr std::string_view on_usb = "camera:", folder = "folder:";
    if (uri.starts_with(on_usb)) {
        return open_tethered(uri.substr(on_usb.size()));
    }
    if (uri.starts_with(folder) && uri.size() > folder.size()) {
        return open_folder(uri.substr(folder.size()));
    }
    return base::fault(base::Trouble::usage, "“{}”不是相机：写 camera:、camera:型号 或 folder:文件夹",
                       "'{}' is no camera: write camera:, camera:MODEL or folder:PATH", uri);
}

} // namespace camera
