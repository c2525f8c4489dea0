// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include "emulator/camera.hpp"
#include <filesystem>
#include <set>
#include <thread>

namespace emulator {

/// Whoever holds an emulated camera: each file that is put into a folder is a press of its shutter.
class Photographer {
public:
    /// What is in the folder now is what the camera takes when it is told to, in the order of names.
    /// \return not_found where the folder is not there
    static base::Result<std::vector<base::Bytes>> ready(std::filesystem::path const &folder);

    /// \p camera outlives them.
    Photographer(Camera &camera, std::filesystem::path folder);

private:
    void work(std::stop_token const &done);
    void look();

    Camera &camera_;
    std::filesystem::path folder_;
    std::set<std::filesystem::path> seen_;
    std::jthread thread_;
};

} // namespace emulator
