// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include <map>
#include <string>

namespace print {

/// A printer's name, as CUPS writes device URIs: usb://DNP/DS-RX1HS?serial=…, folder:PATH (RFC 3986).
struct Uri {
    std::string scheme;
    std::string path; ///< what stands between the scheme and the query, without //
    std::map<std::string, std::string> query;
    std::string text; ///< as given

    [[nodiscard]] std::string value(std::string const &key, std::string const &fallback) const;
};

base::Result<Uri> read_uri(std::string const &text);

} // namespace print
