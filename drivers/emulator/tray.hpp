// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Where sheets come out: 000123.png, numbered by the life counter, and a line in events.jsonl for each one,
/// the spoiled ones, too.
#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "dnp/models.hpp"
#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace emulator {

using Planes = std::array<base::Bytes, 3>; ///< payloads as they came: Y, M, C

/// What became of a sheet.
enum class Fate {
    printed,    ///< a whole sheet in the tray
    spoiled,    ///< paper came out, or is stuck, that nobody can use
    never_came, ///< taken as printed by the host, but no paper moved
    dropped,    ///< out of the printer's memory before its print began
};

struct Sheet {
    int number = 0; ///< by START, since the emulator began
    int copy = 1;
    int life = 0; ///< the life counter once it is counted; 0: was not
    Fate fate = Fate::printed;
    std::string why; ///< it is not printed
    print::dnp::PrintSize size;
    int rows = 0; ///< twice the size's at 600 dpi
    int media = 0, overcoat = 0, cutter = 0;
    std::shared_ptr<Planes const> planes;

    [[nodiscard]] int dpi() const { return rows > size.rows ? 600 : 300; } ///< along the feed
    /// The picture as it was before it was mirrored and split: 3 bytes a pixel, RGB, without the margins.
    [[nodiscard]] base::Bytes picture() const;
};

class Tray {
public:
    /// An empty folder: nothing is written.
    Tray(std::filesystem::path folder, bool png) : folder_{std::move(folder)}, png_{png} {}
    /// The last moment before its counter steps.
    base::Result<> put(Sheet const &sheet, base::Instant at) const;

    [[nodiscard]] std::filesystem::path const &folder() const { return folder_; }

private:
    [[nodiscard]] base::Result<> log(Sheet const &sheet, base::Instant at, std::string const &file) const;

    std::filesystem::path folder_;
    bool png_;
};

/// 8-bit RGB, with the resolution in it; as fast as zlib does it.
base::Result<base::Bytes> png_of(base::ByteView rgb, int width, int height, int dpi_x, int dpi_y);

} // namespace emulator
