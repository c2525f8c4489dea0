// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/exchange.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <fmt/format.h>
#include <netinet/in.h>

namespace web {

namespace {

MHD_Result copy_header(void *into, MHD_ValueKind /*kind*/, char const *name, char const *value) {
    std::string lower{name == nullptr ? "" : name};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    static_cast<Values *>(into)->add(std::move(lower), value == nullptr ? "" : value);
    return MHD_YES;
}

MHD_Result copy_cookie(void *into, MHD_ValueKind /*kind*/, char const *name, char const *value) {
    static_cast<Values *>(into)->add(name == nullptr ? "" : name, value == nullptr ? "" : value);
    return MHD_YES;
}

std::string address_text(sockaddr const *address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address != nullptr && address->sa_family == AF_INET) {
        auto const *four = reinterpret_cast<sockaddr_in const *>(address);
        ::inet_ntop(AF_INET, &four->sin_addr, text.data(), text.size());
    } else if (address != nullptr && address->sa_family == AF_INET6) {
        auto const *six = reinterpret_cast<sockaddr_in6 const *>(address);
        ::inet_ntop(AF_INET6, &six->sin6_addr, text.data(), text.size());
    }
    return text.data();
}

bool read_query(std::string_view text, Values &values) {
    for (auto const &pair : base::split(text, '&')) {
        if (pair.empty()) {
            continue;
        }
        auto const equals = pair.find('=');
        auto name = decoded(pair.substr(0, equals), true);
        auto value =
            decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
        if (!name || !value) {
            return false;
        }
        values.add(std::move(*name), std::move(*value));
    }
    return true;
}

/// \return false where the request line is none that this site can have
bool read_target(std::string_view uri, Request &request) {
    auto const mark = uri.find('?');
    auto path = decoded(uri.substr(0, mark), false);
    if (!path || !path->starts_with('/') || path->find("//") != std::string::npos ||
        path->find('\\') != std::string::npos) {
        return false;
    }
    for (auto const &part : base::split(*path, '/')) {
        if (part == "." || part == "..") {
            return false;
        }
    }
    request.path = std::move(*path);
    return mark == std::string_view::npos || read_query(uri.substr(mark + 1), request.query);
}

/// One value of a form, in pieces as they come.
MHD_Result take_field(void *exchange_pointer, MHD_ValueKind /*kind*/, char const *name, char const *file_name,
                      char const * /*type*/, char const * /*encoding*/, char const *data,
                      std::uint64_t offset, std::size_t size) {
    auto &exchange = *static_cast<Exchange *>(exchange_pointer);
    auto &request = exchange.request;
    if (name == nullptr) {
        return MHD_YES;
    }
    if (file_name != nullptr && *file_name == '\0' && size == 0) {
        return MHD_YES; // no file was chosen
    }
    if (file_name == nullptr) {
        static constexpr std::size_t most_fields = 20'000;
        if (offset == 0) {
            request.form.add(name, std::string{data, size});
        } else {
            request.form.append_to_last({data, size});
        }
        return request.form.pairs().size() <= most_fields ? MHD_YES : MHD_NO;
    }
    if (offset == 0) {
        if (!request.scratch) {
            request.scratch = ScratchFolder::make();
        }
        if (!request.scratch) {
            exchange.refused = 507;
            return MHD_NO;
        }
        auto const place = request.scratch->path() / fmt::format("{}", request.uploads.size());
        request.uploads.push_back({name, file_name, place});
        exchange.upload.close();
        exchange.upload.clear();
        exchange.upload.open(place, std::ios::binary);
    }
    exchange.upload.write(data, static_cast<std::streamsize>(size));
    if (!exchange.upload) {
        exchange.refused = 507;
        return MHD_NO;
    }
    return MHD_YES;
}

bool is_text(Request const &request) {
    auto const fine = [](std::string const &text) {
        return base::is_utf8(text) && text.find('\0') == std::string::npos;
    };
    return std::all_of(request.form.pairs().begin(), request.form.pairs().end(),
                       [&](auto const &pair) { return fine(pair.first) && fine(pair.second); }) &&
           std::all_of(request.uploads.begin(), request.uploads.end(),
                       [&](Upload const &upload) { return fine(upload.name) && fine(upload.field); });
}

bool is_form(std::string_view type) {
    return type.starts_with("application/x-www-form-urlencoded") || type.starts_with("multipart/form-data");
}

/// Two readers could disagree about where this request ends.
bool is_ambiguous(Values const &headers) {
    return headers.all("host").size() > 1 || headers.all("content-length").size() > 1 ||
           (headers.has("content-length") && headers.has("transfer-encoding"));
}

} // namespace

void read_head(MHD_Connection *connection, char const *method, Exchange &exchange) {
    exchange.begun = true;
    auto &request = exchange.request;
    request.method = method;
    auto const *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    request.peer = address_text(info == nullptr ? nullptr : info->client_addr);
    MHD_get_connection_values(connection, MHD_HEADER_KIND, copy_header, &request.headers);
    MHD_get_connection_values(connection, MHD_COOKIE_KIND, copy_cookie, &request.cookies);
    if (request.method != "GET" && request.method != "HEAD" && request.method != "POST") {
        exchange.refused = 405;
    } else if (!read_target(exchange.raw_uri, request) || is_ambiguous(request.headers)) {
        exchange.refused = 400;
    }
}

void expect_body(MHD_Connection *connection, Exchange &exchange) {
    static constexpr std::size_t most_digits = 12, pieces = 32 * 1024;
    auto const &request = exchange.request;
    auto const &length = request.headers.of("content-length");
    if (length.size() > most_digits ||
        (!length.empty() && std::strtoull(length.c_str(), nullptr, 10) > exchange.most)) {
        exchange.refused = 413;
    } else if (request.method == "POST" && is_form(request.headers.of("content-type"))) {
        exchange.form.reset(MHD_create_post_processor(connection, pieces, take_field, &exchange));
        exchange.refused = exchange.form ? 0 : 400;
    }
}

void take_body(Exchange &exchange, char const *data, std::size_t size) {
    exchange.taken += size;
    if (exchange.refused != 0) {
        return;
    }
    if (exchange.taken > exchange.most) {
        exchange.refused = 413;
    } else if (!exchange.form) {
        exchange.request.body.append(data, size);
    } else if (MHD_post_process(exchange.form.get(), data, size) != MHD_YES && exchange.refused == 0) {
        exchange.refused = 400;
    }
}

void end_body(Exchange &exchange) {
    if (!exchange.form) {
        return;
    }
    exchange.form.reset(); // hands over what it still holds
    exchange.upload.close();
    if (exchange.refused == 0 && !is_text(exchange.request)) {
        exchange.refused = 400;
    }
}

} // namespace web
