// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The ESC P language of the DS40 and its descendants: pure functions from meaning to bytes and back. Numbers
/// of sections are those of the facts in README.md.
#include "base/bytes.hpp"
#include "base/raster.hpp"
#include "dnp/models.hpp"
#include "print/standing.hpp"

namespace print::dnp {

constexpr std::size_t header_size = 32;         ///< of every command (section 3.1)
constexpr std::size_t plane_header_size = 1088; ///< before the pixels of every plane (section 9)

/// ESC P, the group in 6 and the name in 16 characters, the length of what follows in 8; unused ones are
/// spaces, which NULs are not equal to.
[[nodiscard]] base::Bytes command(std::string_view group, std::string_view name);
[[nodiscard]] base::Bytes command(std::string_view group, std::string_view name, std::string_view payload);
[[nodiscard]] std::string eight_digits(std::int64_t value);

/// Puts the pieces of one answer together: 8 digits that say how long the rest is, then the rest, in however
/// many transfers they come.
class Answer {
public:
    enum class State { more, whole, garbage };
    State add(base::ByteView bytes);
    /// The text up to its first CR, without the padding after it. \pre whole
    [[nodiscard]] std::string text() const;

private:
    base::Bytes bytes_;
    std::size_t length_ = 0;
};

/// The number that stands in an answer from a place on, to its end: "CL0000038" from 2 is 38. Never below 0
/// and never above nine digits, so that it can be reckoned with.
[[nodiscard]] std::optional<std::int64_t> number_from(std::string_view answer, std::size_t place);
/// Media code of INFO MEDIA ("MT00300"); the bit for marked rolls is taken off where the model has it (not
/// the QW410).
[[nodiscard]] std::optional<int> media_code(std::string_view answer);
/// "DS-RX1 02.21": the firmware; nothing where there is none to be found.
[[nodiscard]] std::optional<Version> firmware_of(std::string_view answer);
/// The model waits for new firmware and does nothing else.
[[nodiscard]] bool in_firmware_update(std::string_view answer);

/// What a STATUS code says (section 6). A code that nobody has described is taken for a fault of the machine.
[[nodiscard]] std::set<Reason> reasons_of(int status);
/// Words of the maker for a code, for a technician: "1300 paper jam".
[[nodiscard]] std::string describe(int status);

/// How one page is to be printed.
struct PageSettings {
    PrintSize size;
    bool fine = false; ///< 300x600
    bool matte = false;
    bool finishes = false; ///< the model knows matte, and with it BUFFCNTRL
    bool speed = false;    ///< the model wants PRINTSPEED
    bool retry = true;     ///< after a fault the printer goes on with what it has
    bool turned = false;   ///< the picture is given with its width along the feed

    [[nodiscard]] int rows() const { return fine ? size.rows * 2 : size.rows; }
    /// The raster that is wanted of the picture.
    [[nodiscard]] int raster_width() const { return turned ? rows() : size.image_width(); }
    [[nodiscard]] int raster_height() const { return turned ? size.image_width() : rows(); }
};

/// Everything of one page but START, as one stream of bytes: settings, then the yellow, magenta and cyan
/// planes. Whatever \p stream held is written over; a stream that is used again costs no memory.
/// \pre the raster is as large as the settings want it
void write_page(PageSettings const &settings, base::Raster const &raster, base::Bytes &stream);
[[nodiscard]] base::Bytes start_command();

/// The largest byte count that write_page makes for this page.
[[nodiscard]] std::size_t page_bytes(PageSettings const &settings);

} // namespace print::dnp
