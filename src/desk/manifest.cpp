// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.hpp"
#include "base/text.hpp"
#include "desk/backup_file.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Result;
using base::Trouble;

namespace {

bool is_digest(std::string const &text) {
    return base::Digest::from_hex(text).has_value();
}

/// Nothing that SQLite would take for a part of the database, nothing kept under another digest's name.
bool belongs(BackupEntry const &entry) {
    if (entry.name.starts_with(database_name)) {
        return entry.name == database_name;
    }
    return !entry.name.starts_with("kept/") ||
           entry.name == "kept/" + entry.digest.substr(0, 2) + "/" + entry.digest;
}

base::Fault no_manifest() {
    return fault(Trouble::bad_input, "备份的清单（{}）已损坏", "the backup's list ({}) is damaged",
                 manifest_name);
}

Result<> refuse_strange(Manifest const &manifest) {
    std::set<std::string_view> names;
    for (auto const &entry : manifest.entries) {
        if (!is_entry_name(entry.name) || !belongs(entry) || entry.name == manifest_name) {
            return fault(Trouble::bad_input, "备份里有不该有的名字“{}”；没有恢复任何东西",
                         "the backup has an entry of the forbidden name '{}'; nothing was restored",
                         entry.name);
        }
        if (!names.insert(entry.name).second || !is_digest(entry.digest)) {
            return no_manifest();
        }
    }
    if (!names.contains(database_name)) {
        return fault(Trouble::bad_input, "备份里没有数据库（{}）", "there is no database ({}) in the backup",
                     database_name);
    }
    return {};
}

Manifest manifest_of(nlohmann::json const &json) {
    Manifest manifest{json.at("station").get<std::string>(),
                      json.at("made_at").get<std::string>(),
                      json.at("events").get<std::int64_t>(),
                      json.at("head").get<std::string>(),
                      {},
                      json.at("left_out").get<std::vector<std::string>>()};
    for (auto const &entry : json.at("entries")) {
        manifest.entries.push_back({entry.at("name").get<std::string>(),
                                    entry.at("bytes").get<std::uintmax_t>(),
                                    entry.at("sha256").get<std::string>()});
    }
    return manifest;
}

} // namespace

bool is_entry_name(std::string const &name) {
    auto const plain = std::none_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\\' || c == '\x7F';
    });
    auto const parts = base::split(name, '/');
    return plain && base::is_utf8(name) && std::none_of(parts.begin(), parts.end(), [](auto const &part) {
               return part.empty() || part == "." || part == "..";
           });
}

std::string text_of(Manifest const &manifest) {
    auto entries = Json::list();
    for (auto const &entry : manifest.entries) {
        auto one = Json::object();
        one.set("name", entry.name).set("bytes", entry.bytes).set("sha256", entry.digest);
        entries.add(one);
    }
    auto object = Json::object();
    object.set("format", backup_format).set("station", manifest.station).set("made_at", manifest.made_at);
    object.set("events", manifest.events).set("head", manifest.head).set("left_out", manifest.left_out);
    return object.set("entries", entries).pretty() + "\n";
}

Result<Manifest> read_manifest(std::string const &text) {
    try {
        auto const json = nlohmann::json::parse(text);
        if (auto const format = json.at("format").get<int>(); format != backup_format) {
            return fault(Trouble::not_allowed,
                         "这份备份的格式是 {}，本程序只认识 {}；请更新程序。没有恢复任何东西",
                         "this backup has format {}, this program knows {} only; update the program. Nothing "
                         "was restored",
                         format, backup_format);
        }
        auto manifest = manifest_of(json);
        if (auto fine = refuse_strange(manifest); !fine) {
            return std::move(fine).fault();
        }
        return manifest;
    } catch (nlohmann::json::exception const &) {
        return no_manifest();
    }
}

} // namespace desk
