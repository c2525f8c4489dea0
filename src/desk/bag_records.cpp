// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/bag_records.hpp"
#include "base/files.hpp"
#include "code/serial.hpp"
#include "desk/bag.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;
using nlohmann::json;

namespace {

/// A table whose rows come along with every sheet that was in them.
struct ActTable {
    char const *name, *key;
};
constexpr std::array act_tables{ActTable{"handover", "id"},    ActTable{"loan", "id"},
                                ActTable{"consignment", "id"}, ActTable{"act", "id"},
                                ActTable{"stocktake", "id"},   ActTable{"box", "name"},
                                ActTable{"volume", "id"}};

/// A sheet's own rows, and which of their columns name an act.
struct OwnTable {
    char const *name, *act, *other;
};
constexpr std::array own_tables{OwnTable{"cell", nullptr, nullptr},
                                OwnTable{"reference_given", "box", nullptr},
                                OwnTable{"item", "box", "volume"},
                                OwnTable{"job", nullptr, nullptr},
                                OwnTable{"copy", nullptr, nullptr},
                                OwnTable{"sheet_act", "subject", nullptr},
                                OwnTable{"handover_sheet", "handover", nullptr},
                                OwnTable{"handover_scan", "handover", nullptr},
                                OwnTable{"loan_sheet", "loan", nullptr},
                                OwnTable{"consignment_sheet", "consignment", nullptr},
                                OwnTable{"stocktake_scan", "stocktake", nullptr},
                                OwnTable{"discrepancy", nullptr, nullptr}};

base::Fault wrong(std::string const &where) {
    return fault(
        Trouble::bad_input, "这个包里的记录不对（{}），不能用。什么也没有改动；请对方重新做一个",
        "the records in this bag are wrong ({}), it cannot be used. Nothing was changed; ask for another one",
        where);
}

/// Each line of a file that need not fit the memory at once.
template <typename Take>
Result<> each_line(fs::path const &file, Take const &take) {
    std::ifstream in{file, std::ios::binary};
    if (!in) {
        return wrong(file.filename().string());
    }
    std::string line;
    while (std::getline(in, line)) {
        if (auto taken = take(line); !taken) {
            return taken;
        }
    }
    return in.eof() ? Result<>{} : Result<>{base::file_fault(EIO, file)};
}

bool is_photo(std::string const &digest) {
    return base::Digest::from_hex(digest).has_value();
}

void move_number(json &row, char const *column, std::map<std::int64_t, std::int64_t> const &numbers) {
    auto const found = row.find(column);
    if (found == row.end() || !found->is_number_integer()) {
        return;
    }
    if (auto const other = numbers.find(found->get<std::int64_t>()); other != numbers.end()) {
        *found = other->second;
    }
}

/// A place is the number of a unit where a unit holds it.
void move_place(json &row, char const *holder, char const *place,
                std::map<std::int64_t, std::int64_t> const &units) {
    if (row.value(holder, "") != "unit") {
        return;
    }
    for (auto const &[before, after] : units) {
        if (row.value(place, "") == std::to_string(before)) {
            row[place] = std::to_string(after);
            return;
        }
    }
}

} // namespace

BagRecords::Lines const &BagRecords::rows(std::string const &table) const {
    static Lines const none;
    auto const found = tables_.find(table);
    return found == tables_.end() ? none : found->second;
}

Result<> BagRecords::read_about(fs::path const &file) {
    constexpr std::uintmax_t most = 1U << 20U;
    auto const bytes = base::read_file(file, most);
    if (!bytes) {
        return fault(
            Trouble::bad_input, "这个包不是本程序做的（没有 records/bag.json），不能导入",
            "this bag was not made by this program (it has no records/bag.json) and cannot be taken in");
    }
    auto const about = json::parse(base::as_text(*bytes));
    if (auto const format = about.at("format").get<int>(); format != bag_format) {
        return fault(Trouble::not_allowed, "这个包的格式是 {}，本程序只认识 {}；请更新程序",
                     "this bag has format {}, this program knows {} only; update the program", format,
                     bag_format);
    }
    about_.id = about.at("bag").get<std::string>();
    about_.station = about.at("station").get<std::string>();
    about_.people = about.at("people").get<std::int64_t>();
    about_.sheets = about.at("sheets").get<std::int64_t>();
    about_.id_numbers = about.at("id_numbers").get<bool>();
    return {};
}

/// Throws what nlohmann throws where a column is not there or of another kind.
Result<> BagRecords::look_at(std::string const &table, std::string const &line) {
    auto const row = json::parse(line);
    auto const number = [&](char const *column) { return row.at(column).get<std::int64_t>(); };
    auto const text = [&](char const *column) { return row.at(column).get<std::string>(); };
    auto const at = tables_[table].size();
    bool fine = true;
    if (table == "campaign") {
        campaigns_.insert(number("id"));
    } else if (table == "unit") {
        fine = campaigns_.contains(number("campaign"));
        units_.insert(number("id"));
    } else if (table == "class") {
        fine = units_.contains(number("unit"));
        classes_.insert(number("id"));
    } else if (table == "person") {
        fine = classes_.contains(number("class")) && campaigns_.contains(number("campaign")) &&
               !text("student_no").empty() && people_.insert(number("id")).second;
    } else if (table == "certificate" || table == "photo") {
        fine = people_.contains(number("person"));
        if (table == "photo") {
            fine = fine && is_photo(text("master")) && is_photo(text("original"));
            photos_.insert({text("master"), text("original")});
        }
    } else if (table == "sheet") {
        auto const serial = text("serial");
        fine = code::read_serial(serial) == serial && people_.contains(number("person")) &&
               is_photo(text("photo")) && serials_.insert(serial).second;
        photos_.insert(text("photo"));
        owners_.emplace(serial, number("person"));
        places_[table][serial].push_back(at);
    } else if (table == "sheet_label") {
        fine = serials_.contains(text("serial"));
    } else if (table == "look") {
        places_[table][text("subject")].push_back(at);
    }
    for (auto const &own : own_tables) {
        if (table == own.name) {
            auto const serial = text("serial");
            fine = fine && serials_.contains(serial);
            places_[table][serial].push_back(at);
            for (auto const *column : {own.act, own.other}) {
                if (column != nullptr) {
                    acts_of_[serial].insert(text(column));
                }
            }
        }
    }
    for (auto const &act : act_tables) {
        if (table == act.name) {
            places_[table][text(act.key)].push_back(at);
        }
    }
    return fine ? Result<>{} : wrong(table + ".jsonl " + std::to_string(at + 1));
}

Result<> BagRecords::read_table(fs::path const &data, std::string const &table) {
    return each_line(data / "records" / (table + ".jsonl"), [&](std::string const &line) -> Result<> {
        try {
            if (auto fine = look_at(table, line); !fine) {
                return fine;
            }
        } catch (json::exception const &) {
            return wrong(fmt::format("{}.jsonl {}", table, tables_[table].size() + 1));
        }
        tables_[table].push_back(line);
        return {};
    });
}

Result<> BagRecords::read_events(fs::path const &file) {
    base::Sha256 all;
    auto read = each_line(file, [&](std::string const &line) -> Result<> {
        all.add(base::as_bytes(line + "\n"));
        try {
            auto const row = json::parse(line);
            auto const text = [&](char const *column) { return row.at(column).get<std::string>(); };
            store::Event event{text("station"),
                               row.at("seq").get<std::int64_t>(),
                               {row.at("at").get<std::int64_t>()},
                               text("actor"),
                               text("kind"),
                               text("subject"),
                               text("body"),
                               text("prev"),
                               text("digest")};
            if (store::digest_of(event).hex() != event.digest) {
                return fault(
                    Trouble::bad_input,
                    "包里的台账第 {} 条（站 {}）被改动过：和它自己的摘要不符。什么也没有改动",
                    "the event {} of the station {} in this bag was tampered with: it does not match its own "
                    "digest. Nothing was changed",
                    event.seq, event.station);
            }
            events_.push_back(std::move(event));
        } catch (json::exception const &) {
            return wrong(fmt::format("events.jsonl {}", events_.size() + 1));
        }
        return {};
    });
    events_digest_ = all.so_far().hex();
    return read;
}

Result<BagRecords> BagRecords::read(fs::path const &data) {
    BagRecords records;
    try {
        if (auto about = records.read_about(data / "records" / "bag.json"); !about) {
            return std::move(about).fault();
        }
    } catch (json::exception const &) {
        return wrong("bag.json");
    }
    for (auto const table : store::bag_tables()) {
        if (auto done = records.read_table(data, std::string{table}); !done) {
            return std::move(done).fault();
        }
    }
    if (static_cast<std::int64_t>(records.people_.size()) != records.about_.people ||
        static_cast<std::int64_t>(records.serials_.size()) != records.about_.sheets) {
        return wrong("bag.json");
    }
    auto events = records.read_events(data / "events.jsonl");
    return events ? Result{std::move(records)} : std::move(events).fault();
}

std::map<std::string, BagRecords::Lines> BagRecords::rows_of(std::string const &serial) const {
    std::map<std::string, Lines> found;
    auto const add = [&](std::string const &table, std::string const &key) {
        auto const places = places_.find(table);
        if (places == places_.end()) {
            return;
        }
        if (auto const at = places->second.find(key); at != places->second.end()) {
            for (auto const place : at->second) {
                found[table].push_back(tables_.at(table)[place]);
            }
        }
    };
    add("sheet", serial);
    for (auto const &own : own_tables) {
        add(own.name, serial);
    }
    add("look", serial);
    add("look", fmt::format("person {}", owners_.at(serial)));
    if (auto const acts = acts_of_.find(serial); acts != acts_of_.end()) {
        for (auto const &table : act_tables) {
            for (auto const &key : acts->second) {
                add(table.name, key);
            }
        }
    }
    return found;
}

std::vector<std::string> BagRecords::references() const {
    std::vector<std::string> found;
    for (auto const &line : rows("reference_given")) {
        found.push_back(json::parse(line).value("reference", ""));
    }
    return found;
}

std::vector<std::string> BagRecords::boxes() const {
    std::vector<std::string> found;
    for (auto const &line : rows("box")) {
        found.push_back(json::parse(line).value("name", ""));
    }
    return found;
}

std::string renumbered(std::string const &table, std::string const &line, BagNumbers const &numbers) {
    auto row = json::parse(line);
    if (table == "unit" || table == "person" || table == "box") {
        move_number(row, "campaign", numbers.campaigns);
    }
    if (table == "class" || table == "box" || table == "handover") {
        move_number(row, "unit", numbers.units);
    }
    if (table == "person" || table == "volume") {
        move_number(row, "class", numbers.classes);
    }
    if (table == "sheet") {
        move_place(row, "holder", "place", numbers.units);
    }
    if (table == "handover") {
        move_place(row, "from_holder", "from_place", numbers.units);
        move_place(row, "to_holder", "to_place", numbers.units);
    }
    return row.dump();
}

} // namespace desk
