// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/print_runs.hpp"
#include "support/office.hpp"
#include <atomic>
#include <doctest/doctest.h>
#include <fstream>

using namespace std::chrono_literals;
using desk::RunState;
using support::Office;
using support::sure;

namespace {

/// A printer that takes a sheet only where the test lets it.
class GatePrinter final : public print::Driver {
public:
    explicit GatePrinter(std::string name) : name_{std::move(name)} {}
    [[nodiscard]] std::string name() const override { return name_; }
    base::Result<print::Standing> ask() override {
        print::Standing standing;
        standing.reasons = {print::Reason::idle};
        standing.counters.remaining = left;
        standing.room = let > taken ? 1 : 0;
        return standing;
    }
    base::Result<> check(print::Page const & /*page*/) override { return {}; }
    base::Result<> send(print::Job const & /*job*/, print::Artwork & /*artwork*/) override {
        taken += 1;
        return {};
    }
    base::Result<print::Look> look(std::span<print::Job const> sent) override {
        print::Look look{*ask(), {}};
        for ([[maybe_unused]] auto const &job : sent) {
            print::Receipt receipt;
            receipt.outcome = print::Outcome::printed;
            look.receipts.push_back(receipt);
        }
        return look;
    }

    static inline std::atomic<int> let{0}, taken{0};
    static inline std::optional<std::int64_t> left;

private:
    std::string name_;
};

print::Family const gate_family{
    "gate", "gate",
    [] {
        return base::Words{"闸", "gate"};
    },
    [](print::Uri const &uri, base::Clock const & /*clock*/) -> base::Result<std::unique_ptr<print::Driver>> {
        return std::unique_ptr<print::Driver>{std::make_unique<GatePrinter>(uri.text)};
    },
    [](base::Clock const &) { return std::vector<print::Sighting>{}; }};

struct Floor {
    Floor() {
        GatePrinter::let = GatePrinter::taken = 0;
        GatePrinter::left.reset();
    }

    desk::RunOrder order(std::string const &class_name, std::string const &by = "甲") const {
        desk::RunOrder order;
        order.what = {class_name, class_name};
        order.who.class_name = class_name;
        order.printers = {"gate:one"};
        order.by = by;
        return order;
    }
    desk::RunView view(std::string const &id) const {
        for (auto const &one : runs.all()) {
            if (one.id == id) {
                return one;
            }
        }
        FAIL("no such run");
        return {};
    }
    template <typename Holds>
    bool until(Holds const &holds) const {
        for (int i = 0; i < 1000; ++i) {
            if (holds()) {
                return true;
            }
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    bool comes_to(std::string const &id, RunState state) const {
        return until([&] { return view(id).state == state; });
    }

    std::atomic<int> changes{0};
    Office office{{&gate_family, 1}};
    desk::PrintRuns runs{[this](desk::RunOrder const &run, base::Progress &progress) {
                             auto setting = office.setting();
                             return desk::Station::open(
                                 office.folder / "store", run.campaign,
                                 {setting.home, setting.clock, progress, run.by, setting.families});
                         },
                         system_clock, [this] { changes += 1; }};
    static inline base::SystemClock const system_clock;
};

} // namespace

TEST_CASE("a class that is ordered twice is printed once, and both are told") {
    Floor floor;
    auto const first = floor.runs.order(floor.order("会计2201", "甲"));
    auto const second = floor.runs.order(floor.order("会计2201", "乙"));
    CHECK_FALSE(first.joined);
    CHECK(second.joined);
    CHECK(second.id == first.id);
    GatePrinter::let = 100;
    REQUIRE(floor.comes_to(first.id, RunState::done));
    CHECK(floor.view(first.id).printed == 3);
    CHECK(GatePrinter::taken == 3);
    auto const third = floor.runs.order(floor.order("会计2201", "乙"));
    CHECK_FALSE(third.joined);
    REQUIRE(floor.comes_to(third.id, RunState::done));
    CHECK(floor.view(third.id).already == 3);
    CHECK(GatePrinter::taken == 3);
    CHECK(floor.changes > 5);
}

TEST_CASE("runs on one printer take their turns, and one that waits can be called off") {
    Floor floor;
    auto const first = floor.runs.order(floor.order("会计2201"));
    auto const second = floor.runs.order(floor.order("法学2201"));
    auto const third = floor.runs.order(floor.order("没有的班"));
    REQUIRE(floor.comes_to(first.id, RunState::printing));
    CHECK(floor.view(second.id).state == RunState::waiting);
    CHECK_FALSE(floor.runs.pause(second.id));
    CHECK(floor.runs.call_off(second.id));
    REQUIRE(floor.comes_to(second.id, RunState::stopped));
    CHECK(floor.view(second.id).called_off == 0); // nobody had counted them yet
    GatePrinter::let = 100;
    REQUIRE(floor.comes_to(third.id, RunState::stopped));
    CHECK(floor.view(first.id).state == RunState::done);
    CHECK(floor.view(third.id).fault->kind == base::Trouble::not_found);
    CHECK(GatePrinter::taken == 3);
    CHECK_FALSE(floor.runs.call_off(first.id));
    CHECK_FALSE(floor.runs.call_off("77"));
}

TEST_CASE("a run that is paused sends nothing more until it goes on") {
    Floor floor;
    auto const run = floor.runs.order(floor.order("会计2201"));
    GatePrinter::let = 1;
    REQUIRE(floor.until([&] { return floor.view(run.id).done == 1; }));
    REQUIRE(floor.runs.pause(run.id));
    CHECK(floor.view(run.id).state == RunState::paused);
    std::this_thread::sleep_for(1200ms); // a run looks once a second
    GatePrinter::let = 100;
    std::this_thread::sleep_for(1500ms);
    CHECK(GatePrinter::taken <= 2); // one could have been on its way out
    auto const taken = GatePrinter::taken.load();
    REQUIRE(floor.runs.go_on(run.id));
    REQUIRE(floor.comes_to(run.id, RunState::done));
    CHECK(GatePrinter::taken == 3);
    CHECK(taken < 3);
}

TEST_CASE("what is called off in the middle keeps what came out and says how many were left") {
    Floor floor;
    auto const run = floor.runs.order(floor.order("会计2201"));
    GatePrinter::let = 1;
    REQUIRE(floor.until([&] { return floor.view(run.id).done == 1; }));
    REQUIRE(floor.runs.call_off(run.id));
    REQUIRE(floor.comes_to(run.id, RunState::stopped));
    CHECK(floor.view(run.id).printed == 1);
    CHECK(floor.view(run.id).called_off == 2);
    CHECK(GatePrinter::taken == 1);
}

TEST_CASE("a run asks whoever looks, and the first answer counts") {
    Floor floor;
    GatePrinter::left = 2;
    GatePrinter::let = 100;
    auto const run = floor.runs.order(floor.order("会计2201"));
    REQUIRE(floor.comes_to(run.id, RunState::asking));
    CHECK(floor.view(run.id).question->zh.find("只够 2 张") != std::string::npos);
    CHECK(floor.runs.answer(run.id, true));
    CHECK_FALSE(floor.runs.answer(run.id, false));
    REQUIRE(floor.comes_to(run.id, RunState::done));
    CHECK(GatePrinter::taken == 3);
    auto const other = floor.runs.order(floor.order("法学2201"));
    REQUIRE(floor.comes_to(other.id, RunState::asking));
    CHECK(floor.runs.answer(other.id, false));
    REQUIRE(floor.comes_to(other.id, RunState::stopped));
    CHECK(floor.view(other.id).fault);
}

TEST_CASE("only ticked people are printed") {
    Floor floor;
    GatePrinter::let = 100;
    auto order = floor.order("会计2201");
    order.who.student_nos = {Office::number(0), Office::number(2), Office::number(5)};
    auto const run = floor.runs.order(order);
    REQUIRE(floor.comes_to(run.id, RunState::done));
    CHECK(floor.view(run.id).printed == 2); // the third is of another class
}

TEST_CASE("a service that ends leaves what it has not sent, and the next run prints it") {
    std::optional<Floor> floor{std::in_place};
    auto const run = floor->runs.order(floor->order("会计2201"));
    REQUIRE(floor->comes_to(run.id, RunState::printing));
    auto const begun = std::chrono::steady_clock::now();
    floor.reset();
    CHECK(std::chrono::steady_clock::now() - begun < 3s);
}
