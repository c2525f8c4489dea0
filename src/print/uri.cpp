// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/uri.hpp"
#include "base/text.hpp"

namespace print {

std::string Uri::value(std::string const &key, std::string fallback) const {
    auto const found = query.find(key);
    return found == query.end() ? std::move(fallback) : found->second;
}

base::Result<Uri> read_uri(std::string const &text) {
    auto const colon = text.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) {
        return base::fault(base::Trouble::usage, "“{}”不是打印机地址，例如 folder:打印输出",
                           "'{}' does not name a printer; one looks like folder:prints", text);
    }
    Uri uri{text.substr(0, colon), text.substr(colon + 1), {}, text};
    if (auto const mark = uri.path.find('?'); mark != std::string::npos) {
        auto const query = uri.path.substr(mark + 1);
        for (auto part : base::split(query, '&')) {
            auto const equals = part.find('=');
            auto const value =
                equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1);
            uri.query.emplace(part.substr(0, equals), value);
        }
        uri.path.resize(mark);
    }
    if (uri.path.starts_with("//")) {
        uri.path.erase(0, 2);
    }
    return uri;
}

} // namespace print
