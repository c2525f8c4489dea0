// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/uri.hpp"
#include "base/text.hpp"

namespace print {

namespace {

/// %20 and the like (RFC 3986, 2.1); a percent sign that opens no two hexadecimal digits stands for itself.
std::string decoded(std::string_view text) {
    auto const hex = [](char c) {
        auto const digit =
            std::string_view{"0123456789abcdef"}.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
        return digit == std::string_view::npos ? -1 : static_cast<int>(digit);
    };
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const high = text[i] == '%' && i + 2 < text.size() ? hex(text[i + 1]) : -1;
        auto const low = high >= 0 ? hex(text[i + 2]) : -1;
        plain += low >= 0 ? static_cast<char>(high * 16 + low) : text[i];
        i += low >= 0 ? 2 : 0;
    }
    return plain;
}

} // namespace

std::string Uri::value(std::string const &key, std::string const &fallback) const {
    auto const found = query.find(key);
    return found == query.end() ? fallback : found->second;
}

base::Result<Uri> read_uri(std::string const &text) {
    auto const colon = text.find(':');
    if (colon == std::string::npos || colon == 0) {
        return base::fault(
            base::Trouble::usage, "“{}”不是打印机地址，例如 folder:打印输出 或 usb://DNP/DS-RX1HS",
            "'{}' does not name a printer; one looks like folder:prints or usb://DNP/DS-RX1HS", text);
    }
    Uri uri{text.substr(0, colon), text.substr(colon + 1), {}, text};
    if (auto const mark = uri.path.find('?'); mark != std::string::npos) {
        auto const query = uri.path.substr(mark + 1);
        for (auto part : base::split(query, '&')) {
            auto const equals = part.find('=');
            auto const value =
                equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1);
            uri.query.emplace(decoded(part.substr(0, equals)), decoded(value));
        }
        uri.path.resize(mark);
    }
    if (uri.path.starts_with("//")) {
        uri.path.erase(0, 2);
    }
    uri.path = decoded(uri.path);
    return uri;
}

} // namespace print
