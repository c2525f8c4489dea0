// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Pages from data/web/pages: mustache, with the words of the language put in beforehand. mustache.hpp is
/// included by templates.cpp only.
///     {{name}}          the value, escaped for HTML          {{#list}} … {{/list}}   once for each, or where
///     true
///     {{> part}}        another page, as it stands           {{^list}} … {{/list}}   where there is none, or
///     false
///     [[table.key]]     the words of data/locale, which may hold {{…}} themselves
///     [[static:app.js]] the address of a file of data/web/static
#include "base/json.hpp"
#include "web/locale.hpp"
#include <memory>

namespace web {

class Templates {
public:
    /// Reads every page in every language. \param static_folder what [[static:…]] begins with, such as
    /// /static/3f2a81c0/
    /// \return bad_input for a page that cannot be parsed or asks for words that are not there, naming it
    static base::Result<Templates> load(std::filesystem::path const &home, std::string const &static_folder);
    Templates(Templates &&) noexcept;
    Templates &operator=(Templates &&) noexcept;
    ~Templates();

    /// Safe from several threads. \pre there is such a page
    [[nodiscard]] std::string render(std::string const &page, base::Language language,
                                     base::Json const &model) const;
    /// The model's values for a page that stands within a frame: rendered first, handed to it as "content".
    [[nodiscard]] std::string framed(std::string const &frame, std::string const &page,
                                     base::Language language, base::Json const &model) const;
    [[nodiscard]] bool has(std::string const &page) const;
    /// Words of the locale, for what is not a page.
    [[nodiscard]] std::string const &text(base::Language language, std::string_view key) const;

private:
    struct Inner;
    explicit Templates(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace web
