// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What is known of each model, read once from models.toml, which is compiled in. Code reads these fields and
/// never asks for a model by name.
#include "base/finding.hpp"
#include "base/length.hpp"
#include "print/usb_id.hpp"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace print::dnp {

using print::UsbId;

struct Version {
    int major = 0, minor = 0;
    friend auto operator<=>(Version, Version) = default;
};

/// "02.21" as 2.21; nothing where it is no version.
[[nodiscard]] std::optional<Version> read_version(std::string_view text);

/// A feature and the firmware from which a model has it; never, where there is no version.
struct Since {
    std::optional<Version> from;
    [[nodiscard]] bool in(Version firmware) const { return from && firmware >= *from; }
};

/// One print size (MULTICUT code) on one width of head.
struct PrintSize {
    std::string name;
    int head = 0; ///< dots across
    int code = 0;
    base::Length across, along; ///< of the finished print: along the head, along the feed
    int rows = 0;               ///< along the feed at 300 dpi
    int margin = 0;             ///< white dots on either side
    int pieces = 1;             ///< prints that the sheet is cut into
    int buffers600 = 1;         ///< image buffers that a matte page takes at 600 dpi
    Since since;                ///< firmware, on the model it was asked of

    [[nodiscard]] int image_width() const { return head - 2 * margin; }
};

struct Media {
    int code = 0;
    std::string name;
    std::vector<int> prints; ///< MULTICUT codes
};

struct Model {
    std::string name, make;
    std::vector<UsbId> usb;
    std::string maker;                   ///< how iManufacturer begins; empty: whatever
    std::optional<Version> from, below;  ///< firmware, where one USB id is several products
    int head = 0;                        ///< dots across: the width of every raster
    int buffers = 2;                     ///< image buffers
    double seconds = 0;                  ///< one glossy 6x4 at 300 dpi in a long run
    int correction = 0, reserve = 0;     ///< remaining = raw + correction - reserve (or - MEDIA_OFFSET)
    Since matte;                         ///< and with it BUFFCNTRL, COUNTER_M, COUNTER_MATTE
    Since feed600;                       ///< 300x600
    Since speed;                         ///< PRINTSPEED
    Since media_offset, roll_count, lot; ///< INFO MEDIA_OFFSET, MQTY_DEFAULT, MLOT
    Since usb_serial;                    ///< iSerialNumber can be there
    std::vector<PrintSize> sizes;
    std::map<int, int> rolls; ///< media code to prints on a new roll

    [[nodiscard]] PrintSize const *size(int code) const; ///< nullptr where it has none
};

/// Every model, in the order of the file.
[[nodiscard]] std::vector<Model> const &models();
/// nullptr where there is none of that code
[[nodiscard]] Media const *media(int code);
/// The model of this name, however its letters are written; nullptr where there is none.
[[nodiscard]] Model const *model_named(std::string_view name);
/// Which product it is. \p maker is iManufacturer. Where the maker's string fits no product of the id, the
/// first of the id whose firmware fits. nullptr: an id that no model has.
[[nodiscard]] Model const *identify(UsbId id, std::string_view maker, Version firmware);

/// \return what is wrong with the text of a models.toml, for the test of the shipped one
[[nodiscard]] base::Findings check_models(std::string_view text);
[[nodiscard]] std::string_view models_text();

} // namespace print::dnp
