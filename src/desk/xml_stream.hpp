// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// XML as a stream of events; expat.h is included by xml_stream.cpp only.
#include "base/result.hpp"
#include "desk/zip_part.hpp"
#include <string>
#include <string_view>

namespace desk {

/// Attributes of one element, valid during the call that hands them over.
class XmlAttributes {
public:
    explicit XmlAttributes(char const **pairs) : pairs_{pairs} {}
    /// Value by local name; empty where there is none.
    [[nodiscard]] std::string_view operator[](std::string_view name) const;
    /// Value of an attribute with a prefix, such as r:id beside a plain id.
    [[nodiscard]] std::string_view prefixed(std::string_view name) const;

private:
    char const **pairs_;
};

/// What a reader of one part does. Names come without namespace prefix: every writer has its own.
class XmlReader {
public:
    virtual ~XmlReader() = default;
    virtual void start(std::string_view name, XmlAttributes const &attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0;

    /// Set by a reader that has seen enough; nothing more is handed to it.
    bool enough = false;
};

/// Runs \p reader over a part. Document type declarations are refused: no spreadsheet program writes them,
/// and entities that multiply need them.
base::Result<> read_xml_part(ZipFile &zip, std::string const &part, std::size_t most, XmlReader &reader);

} // namespace desk
