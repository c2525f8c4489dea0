// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/locale.hpp"
#include "base/toml.hpp"

namespace web {

base::Result<Texts> read_texts(std::filesystem::path const &file) {
    auto read = base::TomlFile::read(file);
    if (!read) {
        return std::move(read).fault();
    }
    Texts texts;
    auto root = read->root();
    for (auto const &name : root.keys()) {
        auto table = root.table(name);
        if (!table) {
            continue;
        }
        for (auto const &key : table->keys()) {
            texts[name + "." + key] = table->text(key);
        }
        table->finish();
    }
    root.finish();
    if (auto const &findings = read->findings(); !findings.empty()) {
        return base::Fault{
            base::Trouble::bad_input,
            {findings.front().text(base::Language::zh), findings.front().text(base::Language::en)},
            {}};
    }
    return texts;
}

} // namespace web
