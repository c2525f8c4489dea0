// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace web {

namespace {

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

} // namespace

std::string const &Values::of(std::string_view name) const {
    static std::string const nothing;
    auto const found =
        std::find_if(pairs_.begin(), pairs_.end(), [&](auto const &pair) { return pair.first == name; });
    return found == pairs_.end() ? nothing : found->second;
}

bool Values::has(std::string_view name) const {
    return std::any_of(pairs_.begin(), pairs_.end(), [&](auto const &pair) { return pair.first == name; });
}

std::vector<std::string> Values::all(std::string_view name) const {
    std::vector<std::string> values;
    for (auto const &[key, value] : pairs_) {
        if (key == name) {
            values.push_back(value);
        }
    }
    return values;
}

std::unique_ptr<ScratchFolder> ScratchFolder::make() {
    std::error_code error;
    auto pattern = (std::filesystem::temp_directory_path(error) / "platen-XXXXXX").string();
    if (error || ::mkdtemp(pattern.data()) == nullptr) {
        return nullptr;
    }
    return std::unique_ptr<ScratchFolder>{new ScratchFolder{pattern}};
}

ScratchFolder::~ScratchFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
}

Response text_response(int status, std::string text) {
    Response response;
    response.status = status;
    response.body = std::move(text);
    response.with("Content-Type", "text/plain; charset=utf-8");
    return response;
}

Response see_other(std::string const &path) {
    Response response;
    response.status = 303;
    response.with("Location", path);
    return response;
}

std::string path_here(std::string const &wanted, std::string otherwise) {
    auto const ours = wanted.starts_with('/') && !wanted.starts_with("//") &&
                      wanted.find_first_of("\\\t\r\n") == std::string::npos;
    return ours ? wanted : std::move(otherwise);
}

std::string encoded(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) {
                return std::nullopt;
            }
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
        }
    }
    if (!base::is_utf8(out) || out.find('\0') != std::string::npos) {
        return std::nullopt;
    }
    return out;
}

} // namespace web
