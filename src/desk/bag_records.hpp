// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: the records of a bag (bag.hpp), read and looked at before anything is done with them.
#include "store/keeping_bag.hpp"
#include <map>
#include <set>
#include <unordered_map>

namespace desk {

class BagRecords {
public:
    using Lines = std::vector<std::string>; ///< a row each, as JSON

    /// \p data is the bag's folder of that name. \return bad_input where a row is none, or names what is not
    /// in the bag; where an event's digest is not its own
    static base::Result<BagRecords> read(std::filesystem::path const &data);

    [[nodiscard]] store::Bag const &about() const { return about_; }
    [[nodiscard]] Lines const &rows(std::string const &table) const;
    /// Everything that is on record of a sheet: table by table, its own rows and those of what it was in.
    [[nodiscard]] std::map<std::string, Lines> rows_of(std::string const &serial) const;
    [[nodiscard]] std::vector<store::Event> const &events() const { return events_; }
    /// SHA-256 of events.jsonl.
    [[nodiscard]] std::string const &events_digest() const { return events_digest_; }

    [[nodiscard]] std::vector<std::int64_t> people() const { return {people_.begin(), people_.end()}; }
    [[nodiscard]] std::vector<std::string> serials() const { return {serials_.begin(), serials_.end()}; }
    [[nodiscard]] std::vector<std::string> references() const;
    [[nodiscard]] std::vector<std::string> boxes() const;
    /// Digests of photos that have to be there.
    [[nodiscard]] std::set<std::string> const &photos() const { return photos_; }

private:
    base::Result<> read_about(std::filesystem::path const &file);
    base::Result<> read_table(std::filesystem::path const &data, std::string const &table);
    base::Result<> read_events(std::filesystem::path const &file);
    base::Result<> look_at(std::string const &table, std::string const &line);

    store::Bag about_;
    std::map<std::string, Lines> tables_;
    /// By table: which rows belong to a serial, or to the key of an act.
    std::map<std::string, std::unordered_map<std::string, std::vector<std::size_t>>> places_;
    std::set<std::int64_t> campaigns_, units_, classes_, people_;
    std::set<std::string> serials_, photos_;
    std::unordered_map<std::string, std::int64_t> owners_;           ///< of sheets
    std::unordered_map<std::string, std::set<std::string>> acts_of_; ///< of sheets
    std::vector<store::Event> events_;
    std::string events_digest_;
};

/// Numbers of campaigns, units and classes that are called otherwise here.
struct BagNumbers {
    std::map<std::int64_t, std::int64_t> campaigns, units, classes;
};
/// The row with the numbers of this store.
[[nodiscard]] std::string renumbered(std::string const &table, std::string const &line,
                                     BagNumbers const &numbers);

} // namespace desk
