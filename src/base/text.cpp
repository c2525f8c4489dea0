// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "base/handle.hpp"
#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/utf8.h>

namespace base {

namespace {

using Converter = Handle<UConverter, ucnv_close>;

Converter gb18030() {
    auto status = U_ZERO_ERROR;
    Converter converter{ucnv_open("gb18030", &status)};
    if (U_FAILURE(status)) {
        return nullptr;
    }
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    return converter;
}

constexpr std::u32string_view blanks = U" \t\r\n\u00A0\u3000\uFEFF";

bool is_blank(char32_t c) {
    return blanks.find(c) != std::u32string_view::npos;
}

// NOLINTNEXTLINE(readability-function-cognitive-complexity): U8_NEXT is a macro of ICU
char32_t next_character(std::string_view text, std::size_t &at) {
    auto const *bytes = reinterpret_cast<std::uint8_t const *>(text.data());
    auto i = static_cast<std::int32_t>(at);
    UChar32 c = 0;
    U8_NEXT(bytes, i, static_cast<std::int32_t>(text.size()), c);
    at = static_cast<std::size_t>(i);
    return c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
}

} // namespace

// NOLINTNEXTLINE(readability-function-cognitive-complexity): as above
bool is_utf8(std::string_view text) {
    auto const *bytes = reinterpret_cast<std::uint8_t const *>(text.data());
    std::size_t i = 0;
    while (i < text.size()) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, text.size(), c);
        if (c < 0) {
            return false;
        }
    }
    return true;
}

std::u32string characters(std::string_view text) {
    std::u32string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        result += next_character(text, at);
    }
    return result;
}

// NOLINTNEXTLINE(readability-function-cognitive-complexity): U8_APPEND_UNSAFE is one too
std::string utf8(std::u32string_view characters) {
    std::string result;
    for (auto c : characters) {
        std::uint8_t octets[U8_MAX_LENGTH];
        std::size_t n = 0;
        U8_APPEND_UNSAFE(octets, n, static_cast<std::uint32_t>(c));
        result.append(as_text({octets, n}));
    }
    return result;
}

std::string code_point_name(char32_t character) {
    return fmt::format("U+{:04X}", static_cast<std::uint32_t>(character));
}

std::string nfc(std::string_view text) {
    auto status = U_ZERO_ERROR;
    auto const *normalizer = icu::Normalizer2::getNFCInstance(status);
    std::string result;
    icu::StringByteSink<std::string> sink{&result};
    if (U_SUCCESS(status)) {
        normalizer->normalizeUTF8(0, icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())},
                                  sink, nullptr, status);
    }
    return U_SUCCESS(status) ? result : std::string{text};
}

std::optional<std::string> from_gb18030(ByteView bytes) {
    auto const converter = gb18030();
    if (!converter) {
        return std::nullopt;
    }
    auto status = U_ZERO_ERROR;
    std::string result(bytes.size() * 3 + 16, '\0');
    auto const n = ucnv_toAlgorithmic(UCNV_UTF8, converter.get(), result.data(),
                                      static_cast<std::int32_t>(result.size()), as_text(bytes).data(),
                                      static_cast<std::int32_t>(bytes.size()), &status);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    result.resize(static_cast<std::size_t>(n));
    return result;
}

std::optional<Bytes> to_gb18030(std::string_view text) {
    auto const converter = gb18030();
    if (!converter) {
        return std::nullopt;
    }
    auto status = U_ZERO_ERROR;
    std::string result(text.size() * 4 + 16, '\0');
    auto const n = ucnv_fromAlgorithmic(converter.get(), UCNV_UTF8, result.data(),
                                        static_cast<std::int32_t>(result.size()), text.data(),
                                        static_cast<std::int32_t>(text.size()), &status);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    result.resize(static_cast<std::size_t>(n));
    return Bytes(result.begin(), result.end());
}

std::string_view trimmed(std::string_view text) {
    std::size_t first = text.size();
    std::size_t last = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const start = at;
        if (!is_blank(next_character(text, at))) {
            first = std::min(first, start);
            last = at;
        }
    }
    return first < last ? text.substr(first, last - first) : std::string_view{};
}

std::string half_width(std::string_view text) {
    auto wide = characters(text);
    for (auto &c : wide) {
        c = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + U'!' : c;
    }
    return utf8(wide);
}

std::string upper_ascii(std::string_view text) {
    std::string result{text};
    for (auto &c : result) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return result;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        auto const at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

std::string masked_name(std::string_view name) {
    auto all = characters(name);
    if (all.size() < 2) {
        return std::string{name};
    }
    auto const shown = all.size() == 2 ? all.size() : all.size() - 1;
    for (std::size_t i = 1; i < shown; ++i) {
        all[i] = U'*';
    }
    return utf8(all);
}

std::string masked_number(std::string_view number) {
    auto const hidden = number.size() > 4 ? number.size() - 4 : 0;
    return std::string(hidden, '*') + std::string{number.substr(hidden)};
}

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (auto c : characters(text)) {
        auto const width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
        columns += width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2U : 1U;
    }
    return columns;
}

} // namespace base
