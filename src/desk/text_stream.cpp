// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/text_stream.hpp"
#include "base/text.hpp"
#include <cstdint>
#include <cstring>
#include <optional>

namespace desk {

using base::Result;

namespace {

constexpr std::size_t block = 1U << 18U;
constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view lost = "\xEF\xBF\xBD";

unsigned octet(char c) {
    return static_cast<unsigned char>(c);
}

/// Counts characters of several bytes that are well formed, and bytes that are not, across pieces.
class Census {
public:
    void take(std::string_view piece) {
        zero_ = zero_ || std::memchr(piece.data(), 0, piece.size()) != nullptr;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            if (wanted_ == 0 && i + 8 <= piece.size() && is_ascii(piece.data() + i)) {
                i += 7;
                continue;
            }
            take_octet(octet(piece[i]));
        }
    }
    [[nodiscard]] bool has_zero() const { return zero_; }
    [[nodiscard]] std::size_t right() const { return right_; }
    [[nodiscard]] std::size_t wrong() const { return wrong_ + (wanted_ > 0 ? 1U : 0U); }

private:
    static bool is_ascii(char const *eight) {
        std::uint64_t word = 0;
        std::memcpy(&word, eight, sizeof word);
        return (word & 0x8080808080808080U) == 0;
    }

    /// Octets that follow the first one of a character.
    static int followers(unsigned first) {
        if (first < 0xC2) {
            return 0;
        }
        return first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0;
    }

    void take_octet(unsigned c) {
        if (wanted_ > 0 && c >= 0x80 && c < 0xC0) {
            right_ += --wanted_ == 0 ? 1U : 0U;
            return;
        }
        wrong_ += wanted_ > 0 ? 1U : 0U;
        wanted_ = followers(c);
        wrong_ += wanted_ == 0 && c >= 0x80 ? 1U : 0U;
    }

    bool zero_ = false;
    int wanted_ = 0;
    std::size_t right_ = 0, wrong_ = 0;
};

std::optional<Encoding> encoding_by_mark(std::string_view start) {
    if (start.starts_with(utf8_mark)) {
        return Encoding::damaged_utf8;
    }
    if (start.starts_with("\xFF\xFE")) {
        return Encoding::utf16le;
    }
    return start.starts_with("\xFE\xFF") ? std::optional{Encoding::utf16be} : std::nullopt;
}

/// One line in GB18030, character by character, so that a wrong byte costs itself and no more.
std::string gb18030_with_losses(std::string_view line) {
    std::string text;
    while (!line.empty()) {
        auto const first = octet(line[0]);
        std::size_t length = first < 0x80 ? 1 : 2;
        if (length == 2 && line.size() >= 4 && octet(line[1]) >= 0x30 && octet(line[1]) <= 0x39) {
            length = 4;
        }
        auto const character =
            length <= line.size() ? base::from_gb18030(base::as_bytes(line.substr(0, length))) : std::nullopt;
        text += character ? *character : std::string{lost};
        line.remove_prefix(character ? length : 1);
    }
    return text;
}

/// A second or later byte of GB18030 is never a line end (they are 30-39, 40-7E, 80-FE), so lines may be cut
/// out before they are decoded.
std::string from_gb18030(std::string_view lines) {
    if (auto text = base::from_gb18030(base::as_bytes(lines))) {
        return *std::move(text);
    }
    std::string text;
    while (!lines.empty()) {
        auto const end = std::min(lines.find('\n'), lines.size() - 1) + 1;
        auto line = base::from_gb18030(base::as_bytes(lines.substr(0, end)));
        text += line ? *line : gb18030_with_losses(lines.substr(0, end));
        lines.remove_prefix(end);
    }
    return text;
}

bool is_high(char32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low(char32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

/// The character that begins at \p i, which moves behind it; half a pair alone is U+FFFD.
char32_t next_of(std::u32string_view units, std::size_t &i) {
    auto const unit = units[i++];
    if (is_high(unit) && i < units.size() && is_low(units[i])) {
        return 0x10000 + ((unit - 0xD800) << 10U) + (units[i++] - 0xDC00);
    }
    return is_high(unit) || is_low(unit) ? U'\uFFFD' : unit;
}

std::string from_utf16(std::string_view bytes, bool little) {
    std::u32string units;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        units += static_cast<char32_t>(little ? octet(bytes[i]) | octet(bytes[i + 1]) << 8U
                                              : octet(bytes[i]) << 8U | octet(bytes[i + 1]));
    }
    std::u32string text;
    for (std::size_t i = 0; i < units.size();) {
        text += next_of(units, i);
    }
    return base::utf8(text);
}

std::string decoded(std::string_view bytes, Encoding encoding) {
    switch (encoding) {
    case Encoding::utf8:
        return std::string{bytes};
    case Encoding::damaged_utf8:
        return base::is_utf8(bytes) ? std::string{bytes} : base::utf8(base::characters(bytes));
    case Encoding::gb18030:
        return from_gb18030(bytes);
    case Encoding::utf16le:
    case Encoding::utf16be:
        break;
    }
    return from_utf16(bytes, encoding == Encoding::utf16le);
}

/// The last place at which the bytes may be cut without cutting a character; npos where there is none.
std::size_t last_cut(std::string_view bytes, Encoding encoding) {
    if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) {
        auto const even = bytes.size() / 2 * 2;
        auto const high = encoding == Encoding::utf16le ? 1U : 2U;
        auto const split = even >= 2 && (octet(bytes[even - high]) & 0xFCU) == 0xD8U;
        return split ? even - 2 : even;
    }
    auto const line = bytes.find_last_of('\n');
    auto const end = line == std::string_view::npos ? bytes.find_last_of('\r') : line;
    return end == std::string_view::npos ? end : end + 1;
}

std::size_t mark_length(Encoding encoding, std::string_view start) {
    if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) {
        return 2;
    }
    return start.starts_with(utf8_mark) ? utf8_mark.size() : 0;
}

base::Fault no_line_end() {
    return base::fault(base::Trouble::bad_input,
                       "文件里有超长的行，不是表格；请用表格软件另存为 .xlsx 或 CSV",
                       "the file has a line without end, it is no table; save it as .xlsx or CSV from a "
                       "spreadsheet program");
}

} // namespace

Result<Encoding> find_encoding(ByteSource &source) {
    std::string buffer(block, '\0');
    Census census;
    for (bool first = true;; first = false) {
        auto const n = source.read(buffer);
        if (!n) {
            return n.fault();
        }
        auto const piece = std::string_view{buffer}.substr(0, *n);
        if (auto const marked = first ? encoding_by_mark(piece) : std::nullopt) {
            return *marked;
        }
        census.take(piece);
        if (census.has_zero()) {
            return base::fault(base::Trouble::bad_input,
                               "这不是表格文件，也不是文本；请用表格软件另存为 .xlsx 或 CSV",
                               "this is neither a spreadsheet nor text; save it as .xlsx or CSV from a "
                               "spreadsheet program");
        }
        if (*n < buffer.size()) {
            break;
        }
    }
    if (census.wrong() == 0) {
        return Encoding::utf8;
    }
    return census.right() > 10 * census.wrong() ? Encoding::damaged_utf8 : Encoding::gb18030;
}

Result<> stream_text(ByteSource &source, Encoding encoding,
                     std::function<Result<bool>(std::string_view)> const &take) {
    std::string buffer(2 * block, '\0');
    std::size_t held = 0;
    for (bool first = true;; first = false) {
        auto const n = source.read(std::span{buffer}.subspan(held));
        if (!n) {
            return n.fault();
        }
        auto const at_end = *n < buffer.size() - held;
        auto bytes = std::string_view{buffer}.substr(0, held + *n);
        bytes.remove_prefix(first ? std::min(mark_length(encoding, bytes), bytes.size()) : 0);
        auto const cut = at_end ? bytes.size() : last_cut(bytes, encoding);
        if (cut == std::string_view::npos) {
            return no_line_end();
        }
        auto more = take(decoded(bytes.substr(0, cut), encoding));
        if (!more) {
            return std::move(more).fault();
        }
        if (at_end || !*more) {
            return {};
        }
        held = bytes.size() - cut;
        std::memmove(buffer.data(), bytes.data() + cut, held);
    }
}

} // namespace desk
