// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Thirty years of a school, made by events as the desks make them: people of twenty-five years in twenty
/// units each, their sheets printed, some of them twice, handed to the colleges, cut and filed.
#include "bench/bench.hpp"
#include "bench/office.hpp"

namespace bench {

class ArchiveStore {
public:
    /// A million people, 1.2 million sheets and ten million events, or as many people as PLATEN_BENCH_PEOPLE
    /// says.
    explicit ArchiveStore(Report &report);

    [[nodiscard]] Office &office() { return office_; }
    [[nodiscard]] std::int64_t people() const { return static_cast<std::int64_t>(serials_.size()); }
    [[nodiscard]] std::int64_t events() const { return events_; }
    // Of a person by number, from 0: the sheet that counts, and what it was filed under.
    [[nodiscard]] std::string const &serial(std::int64_t person) const { return serials_.at(index(person)); }
    [[nodiscard]] std::string reference(std::int64_t person) const;
    [[nodiscard]] static std::string box(std::int64_t person);
    [[nodiscard]] static std::string certificate(std::int64_t person);
    [[nodiscard]] int year(std::int64_t person) const;
    [[nodiscard]] static std::string unit(std::int64_t person);
    /// Id of the unit of a person.
    [[nodiscard]] std::int64_t unit_id(std::int64_t person);
    /// A hand-over that is open and counted, with serials to scan.
    struct Open {
        std::string id;
        std::vector<std::string> serials;
    };
    [[nodiscard]] Open open_handover(std::size_t sheets);

private:
    struct Member {
        std::int64_t id = 0, number = 0; ///< as a person of the store, and of this school
        std::string first, serial;       ///< a first sheet that was spoiled, and the one that counts
    };
    [[nodiscard]] static std::size_t index(std::int64_t person) { return static_cast<std::size_t>(person); }
    void take_in(int year, std::int64_t from, std::int64_t to);
    void keep_class(store::Change &change, std::vector<Member> &members);
    void print(store::Change &change, Member &member);
    void hand_over(store::Change &change, std::vector<Member> const &members, std::int64_t unit);
    void file(store::Change &change, std::vector<Member> const &members, std::int64_t unit);
    void record(store::Change &change, std::string_view kind, std::string const &subject,
                base::Json const &body);

    Office office_;
    Report &report_;
    std::int64_t campaign_ = 0, each_year_ = 0, events_ = 0;
    int year_ = 0;
    std::vector<std::string> serials_;
    std::string digest_ = std::string(64, 'a');
};

} // namespace bench
