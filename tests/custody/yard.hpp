// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "support/fresh_store.hpp"
#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>

namespace custody {

/// Where a sheet has to be, by what was done with it: kept beside the store, in plain maps.
struct Paper {
    std::int64_t person = 0;
    int unit = 0, group = 0; ///< of the yard's
    bool counts = true;      ///< not void
    std::string holder = "print-room", place;
    std::string home; ///< its box, once it was filed
    std::set<std::int64_t> cut;
};

/// A school whose sheets are handed around by chance. Sheets are born by events, no picture is drawn.
class Yard {
public:
    static constexpr int units = 2, groups = 3, each = 20; ///< people of a class
    static constexpr std::int64_t cells = 8;

    explicit Yard(std::uint64_t seed);
    /// One act by chance. What the desk refuses, it refuses.
    void act();
    /// What is wrong, in a line each: records that contradict what was done or each other.
    [[nodiscard]] std::vector<std::string> wrongs();
    /// Closes the store, and lets a process of its own act until it is killed in the middle of something.
    void kill_somebody();

    [[nodiscard]] std::uint64_t done() const { return done_; }
    [[nodiscard]] std::uint64_t refused() const { return refused_; }
    [[nodiscard]] store::Store &store() { return station().store(); }
    [[nodiscard]] std::map<std::string, int> const &tally() const { return tally_; }

private:
    using Serials = std::vector<std::string>;
    [[nodiscard]] desk::Station &station();
    desk::Setting setting();
    std::size_t chance(std::size_t below);
    [[nodiscard]] bool likely(int percent) { return static_cast<int>(chance(100)) < percent; }
    [[nodiscard]] std::string someone();
    template <typename Fits>
    [[nodiscard]] Serials some(std::size_t most, Fits const &fits);
    template <typename Map>
    [[nodiscard]] std::string key_of(Map const &map);
    /// Counts what the desk says.
    template <typename T>
    bool went(char const *what, base::Result<T> const &result);

    void bear(std::int64_t person, int unit, int group, std::string const &replaces);
    void give();
    void withdraw();
    void receive();
    void file();
    void move();
    void undo();
    void lend();
    void take_back();
    void lose_or_find();
    void cut();
    void replace();
    void count_box();
    void post();
    void stop_halfway();
    void read_again();
    void settle(std::string const &serial, std::string const &holder, std::string const &place);

    struct Batch {
        std::string from_holder, from_place, to_holder, to_place;
        Serials listed;
    };
    struct Act {
        std::string id;
        std::map<std::string, std::string> from; ///< serial → its box before
    };
    support::TempFolder folder_;
    base::SystemClock clock_;
    base::NoProgress quiet_;
    std::optional<desk::Station> station_;
    std::mt19937_64 random_;
    std::uint64_t done_ = 0, refused_ = 0;
    std::map<std::string, int> tally_; ///< of what was done
    std::map<std::string, Paper> papers_;
    std::map<std::string, Batch> batches_; ///< on their way
    std::map<std::string, Serials> loans_; ///< what is out on each
    struct Envelope {
        std::string state, serial;
    };
    std::map<std::string, Envelope> posted_; ///< by consignment
    std::vector<Act> acts_;
};

template <typename Fits>
Yard::Serials Yard::some(std::size_t most, Fits const &fits) {
    Serials found;
    for (auto const &[serial, paper] : papers_) {
        if (fits(paper)) {
            found.push_back(serial);
        }
    }
    std::ranges::shuffle(found, random_);
    found.resize(std::min(found.size(), 1 + chance(most)));
    return found;
}

template <typename Map>
std::string Yard::key_of(Map const &map) {
    return map.empty() ? std::string{}
                       : std::next(map.begin(), static_cast<std::ptrdiff_t>(chance(map.size())))->first;
}

template <typename T>
bool Yard::went(char const *what, base::Result<T> const &result) {
    (result ? done_ : refused_) += 1;
    tally_[std::string{what} + (result ? "" : " refused")] += 1;
    return static_cast<bool>(result);
}

} // namespace custody
