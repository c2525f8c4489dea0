// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What goes into a bag of some people's records and comes out of one: rows as JSON, each by the names of its
/// columns, table by table. Changes go through Change::record.
#include "store/ledger.hpp"
#include <functional>
#include <optional>
#include <span>

namespace store {

/// Whose records: those of a class or unit of a campaign, of a year of graduation, or whose sheets lie in a
/// box.
struct BagScope {
    std::int64_t campaign = 0;
    std::string unit{}, class_name{};
    std::string box{};
    int year = 0;
};

struct BagPerson {
    std::int64_t id = 0, unit_id = 0, class_id = 0;
    std::string campaign; ///< 11832 某大学 2026
    std::string unit, class_name;
};

/// Sees the store at one moment while it lives. \pre no Change is open
class BagRows {
public:
    static base::Result<BagRows> select(Store const &store, BagScope const &scope);
    BagRows(BagRows &&) noexcept;
    BagRows &operator=(BagRows &&) = delete;
    ~BagRows();

    /// By unit, class and student number.
    [[nodiscard]] base::Result<std::vector<BagPerson>> people() const;
    /// Serials of a person's sheets, oldest first.
    [[nodiscard]] base::Result<std::vector<std::string>> sheets_of(std::int64_t person) const;
    /// Purpose and number of each of a person's certificates.
    [[nodiscard]] base::Result<std::vector<std::pair<std::string, std::string>>>
    certificates_of(std::int64_t person) const;
    [[nodiscard]] base::Result<std::int64_t> count_sheets() const;
    /// A sheet whose printing is under way or in doubt, if there is one.
    [[nodiscard]] base::Result<std::optional<std::string>> unsettled() const;
    /// Digests of photos, camera's files, signatures and signed papers, each once.
    [[nodiscard]] base::Result<std::vector<std::string>> files() const;
    using Take = std::function<base::Result<>(std::string const &line)>;
    /// Each row of the table that belongs to the people, as a JSON object on one line.
    [[nodiscard]] base::Result<> each(std::string const &table, bool with_id_numbers, Take const &take) const;
    /// Events of the people, their sheets and the acts that these were in, as JSON; another station's, too.
    [[nodiscard]] base::Result<> each_event(Take const &take) const;

private:
    explicit BagRows(Store const &store) : store_{&store} {}
    Store const *store_;
};

/// Tables of a bag, in an order in which each comes after those it refers to.
[[nodiscard]] std::span<std::string_view const> bag_tables();

/// What would clash if these came in.
struct BagClash {
    std::string what; ///< person sheet box reference campaign bag
    std::string which;
};
/// One that there is already, if any. \p boxes of \p from clash with all but those that came from there.
base::Result<std::optional<BagClash>>
bag_clash(Store const &store, std::string const &bag, std::string const &from,
          std::vector<std::int64_t> const &people, std::vector<std::string> const &serials,
          std::vector<std::string> const &references, std::vector<std::string> const &boxes);

/// Inserts a row beside the ledger from its JSON: campaign unit class person certificate sheet_label layout
/// remark. Columns that the table does not have are passed over, a row that is there already stays. \return
/// whether it is new
base::Result<bool> put_row(Change &change, std::string const &table, std::string const &json);
/// The row of this store that says the same, if there is one: campaign by school, year and profile; unit by
/// campaign and name; class by unit and name.
base::Result<std::optional<std::int64_t>> same_row(Change &change, std::string const &table,
                                                   std::string const &json);
/// Makes everybody found again by name and pinyin.
base::Result<> index_person(Change &change, std::int64_t person);
base::Result<> put_foreign_event(Change &change, Event const &event, std::string const &bag);

/// A bag that left this station or came to it.
struct Bag {
    std::string id, way, station, scope, place;
    std::int64_t people = 0, sheets = 0, files = 0, bytes = 0;
    bool id_numbers = false;
    std::string digest;
    base::Instant at;
    std::string by;
};
/// The newest first.
base::Result<std::vector<Bag>> bags(Store const &store, std::size_t limit);

} // namespace store
