// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/xml_stream.hpp"
#include "base/handle.hpp"
#include <expat.h>
#include <new>

namespace desk {

using base::Result;

namespace {

using Parser = base::Handle<XML_ParserStruct, XML_ParserFree>;

struct Context {
    XmlReader &reader;
    XML_Parser parser;
    bool out_of_memory = false;
    bool refused = false;
};

std::string_view local(char const *name) {
    std::string_view const whole{name};
    return whole.substr(whole.find(':') + 1);
}

/// Exceptions must not travel through the C parser.
template <typename Action>
void guarded(void *data, Action const &action) {
    auto &context = *static_cast<Context *>(data);
    if (context.reader.enough) {
        return;
    }
    try {
        action(context.reader);
    } catch (std::bad_alloc const &) {
        context.out_of_memory = true;
        context.reader.enough = true;
    }
    if (context.reader.enough) {
        XML_StopParser(context.parser, XML_FALSE);
    }
}

void on_start(void *data, XML_Char const *name, XML_Char const **attributes) {
    guarded(data, [&](XmlReader &reader) { reader.start(local(name), XmlAttributes{attributes}); });
}

void on_end(void *data, XML_Char const *name) {
    guarded(data, [&](XmlReader &reader) { reader.end(local(name)); });
}

void on_text(void *data, XML_Char const *text, int length) {
    guarded(data, [&](XmlReader &reader) { reader.text({text, static_cast<std::size_t>(length)}); });
}

void on_doctype(void *data, XML_Char const * /*name*/, XML_Char const * /*system*/, XML_Char const * /*id*/,
                int /*has_subset*/) {
    auto &context = *static_cast<Context *>(data);
    context.refused = true;
    XML_StopParser(context.parser, XML_FALSE);
}

base::Fault damaged(std::string const &part) {
    return base::fault(base::Trouble::bad_input, "表格内部的“{}”已损坏；请打开后另存为 .xlsx",
                       "'{}' inside the workbook is damaged; open it and save it anew as .xlsx", part);
}

} // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (auto const **pair = pairs_; *pair != nullptr; pair += 2) {
        if (name == *pair) {
            return pair[1];
        }
    }
    return {};
}

std::string_view XmlAttributes::prefixed(std::string_view name) const {
    for (auto const **pair = pairs_; *pair != nullptr; pair += 2) {
        std::string_view const whole{*pair};
        if (whole.size() > name.size() && whole.ends_with(name) &&
            whole[whole.size() - name.size() - 1] == ':') {
            return pair[1];
        }
    }
    return {};
}

Result<> read_xml_part(ZipFile &zip, std::string const &part, std::size_t most, XmlReader &reader) {
    Parser const parser{XML_ParserCreate(nullptr)};
    Context context{reader, parser.get()};
    XML_SetUserData(parser.get(), &context);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    bool broken = false;
    auto streamed = zip.stream(part, most, [&](std::string_view piece) {
        auto const status = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), XML_FALSE);
        broken = status != XML_STATUS_OK && !reader.enough;
        return status == XML_STATUS_OK;
    });
    if (!streamed) {
        return streamed;
    }
    broken = broken || (!reader.enough && XML_Parse(parser.get(), "", 0, XML_TRUE) != XML_STATUS_OK);
    if (broken || context.refused || context.out_of_memory) {
        return damaged(part);
    }
    return {};
}

} // namespace desk
