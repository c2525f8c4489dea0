// SPDX-License-Identifier: GPL-3.0-or-later
#include "cups/address.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <array>
#include <cups/cups.h>

namespace print::cups {

namespace {

constexpr int ipp_port = 631; // RFC 8010, 3.2
constexpr std::array<std::string_view, 2> kinds{"/printers/", "/classes/"};

bool this_machine(std::string const &host) {
    return host.starts_with('/') || host == "localhost" || host == "127.0.0.1" || host == "::1";
}

std::string lower_ascii(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string assembled(Server const &server, std::string const &resource) {
    std::array<char, HTTP_MAX_URI> text{};
    auto const host = this_machine(server.host) ? std::string{"localhost"} : server.host;
    httpAssembleURI(HTTP_URI_CODING_ALL, text.data(), static_cast<int>(text.size()), "ipp", nullptr,
                    host.c_str(), server.port == ipp_port ? 0 : server.port, resource.c_str());
    return text.data();
}

/// Empty where it is no URI.
Address taken_apart(std::string const &uri) {
    using Part = std::array<char, HTTP_MAX_URI>;
    Part scheme{};
    Part user{};
    Part host{};
    Part resource{};
    int port = 0;
    auto const size = static_cast<int>(host.size());
    auto const status = httpSeparateURI(HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), size, user.data(),
                                        size, host.data(), size, &port, resource.data(), size);
    return status < HTTP_URI_STATUS_OK
               ? Address{}
               : Address{{lower_ascii(host.data()), port}, lower_ascii(resource.data())};
}

base::Fault no_address(std::string const &text) {
    return base::fault(base::Trouble::usage,
                       "“{}”不是打印队列地址；例如 ipp:办公室 或 ipp://localhost/printers/办公室",
                       "'{}' does not name a print queue; one looks like ipp:office or "
                       "ipp://localhost/printers/office",
                       text);
}

bool is_queue(std::string const &name) {
    return !name.empty() && base::is_utf8(name) && name.find_first_of("/?#\\ \t") == std::string::npos;
}

} // namespace

std::string Server::uri() const {
    return assembled(*this, "/");
}

Server default_server() {
    std::string host{cupsServer()};
    return {host, host.starts_with('/') ? ipp_port : ippPort()};
}

std::string Address::name() const {
    return resource.substr(resource.rfind('/') + 1);
}

std::string Address::uri() const {
    return assembled(server, resource);
}

std::string resource_of(std::string const &uri) {
    return taken_apart(uri).resource;
}

base::Result<Address> read_address(Uri const &uri) {
    if (!uri.text.starts_with("ipp://")) {
        auto const name = lower_ascii(uri.path);
        return is_queue(name) ? base::Result{Address{default_server(), "/printers/" + name}}
                              : no_address(uri.text);
    }
    auto address = taken_apart(uri.text);
    auto const known = std::any_of(kinds.begin(), kinds.end(), [&](auto kind) {
        return address.resource.starts_with(kind) && is_queue(address.resource.substr(kind.size()));
    });
    if (address.server.host.empty() || !known) {
        return no_address(uri.text);
    }
    auto const local = default_server();
    if (this_machine(address.server.host) && address.server.port == ipp_port && local.host.starts_with('/')) {
        address.server = local;
    }
    return address;
}

} // namespace print::cups
