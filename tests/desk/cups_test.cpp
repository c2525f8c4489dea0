// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "render/pdf_reader.hpp"
#include "support/office.hpp"
#include "support/print_server.hpp"
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
using base::Length;
using support::Office;
using support::PrintServer;
using support::sure;
using Kind = PrintServer::Kind;

namespace {

render::PdfReader reader_of(std::filesystem::path const &file) {
    return sure(render::PdfReader::open(sure(base::read_file(file, 1U << 26U))));
}

/// A process of its own begins to print and is killed once \p until holds.
template <typename Until>
void print_and_kill(Office const &office, std::string const &printer, Until until) {
    auto const child = ::fork();
    if (child == 0) {
        try {
            static_cast<void>(office.print(printer));
        } catch (std::exception const &) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    for (int i = 0; i < 200 && !until(); ++i) {
        std::this_thread::sleep_for(50ms);
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
}

std::size_t jobs_in(Office const &office, std::string const &state) {
    auto station = office.station();
    return sure(store::jobs(station.store(), state)).size();
}

} // namespace

TEST_CASE("sheets go to a queue that counts: printed, each once, at the sheet's size") {
    PrintServer const server{{{"office"}}};
    Office const office;
    auto const report = office.print(server.uri("office"));
    CHECK(report.count("printed") == Office::people);
    auto const kept = server.kept("office");
    REQUIRE(kept.size() == Office::people);
    for (int person = 0; person < Office::people; ++person) {
        auto const file = server.out("office") / (office.sheet(person).serial + ".pdf");
        REQUIRE(std::filesystem::exists(file));
        auto const reader = reader_of(file);
        CHECK(reader.pages() == 1);
        CHECK(*reader.page_size(1) == sheet::Size{Length::mm(152.4), Length::mm(101.6)});
        CHECK(reader.text(1)->find(office.sheet(person).serial) != std::string::npos);
    }
    CHECK(office.print(server.uri("office")).already == Office::people);
    CHECK(server.kept("office").size() == Office::people);
}

TEST_CASE("sheets go to a queue that counts nothing: uncertain, and never sent again by themselves") {
    PrintServer const server{{{"office", Kind::silent}}};
    Office const office;
    CHECK(office.print(server.uri("office")).count("uncertain") == Office::people);
    CHECK(office.print(server.uri("office")).count("uncertain") == Office::people);
    CHECK(server.kept("office").size() == Office::people);
    auto station = office.station();
    CHECK(sure(desk::settle_sheet(station, office.sheet(0).serial, true, "李师傅")).state == "printed");
}

TEST_CASE("a backend that fails prints nothing: the run stops and says so, and the next printer gets them") {
    PrintServer const server{{{"broken", Kind::failing}, {"office"}}};
    Office const office;
    auto const report = office.print(server.uri("broken"));
    CHECK(report.count("printed") == 0);
    CHECK(report.count("uncertain") == 0);
    REQUIRE(report.stopped);
    CHECK(office.print(server.uri("office")).count("printed") == Office::people);
}

TEST_CASE("a station killed with sheets in the queue finds them by their names, and prints none twice") {
    PrintServer const server{{{"office", Kind::slow}}};
    Office const office;
    print_and_kill(office, server.uri("office"), [&] {
        auto const full = jobs_in(office, "intended") == 4; // as many as lie in a queue at once
        std::this_thread::sleep_for(full ? 2s : 0s);        // the last of them is on record a little before
        return full;
    });
    CHECK(jobs_in(office, "intended") == 4);
    server.let_go("office");
    office.print(server.uri("office"));
    for (int person = 0; person < Office::people; ++person) {
        CHECK(office.sheet(person).state == "printed");
    }
    CHECK(server.kept("office").size() == Office::people);
    CHECK(jobs_in(office, "uncertain") == 0);
}

TEST_CASE("a job on record that its server never saw is sent again where the server has a memory") {
    PrintServer const server{{{"office"}}};
    Office const office;
    CHECK(office.print(server.uri("office")).count("printed") == Office::people);
    std::this_thread::sleep_for(3100ms); // servers tell whole seconds
    auto const serial = office.sheet(0).serial;
    {
        auto station = office.station();
        auto change = sure(station.change());
        auto body = base::Json::object();
        body.set("job", "J-DEAD").set("printer", server.uri("office")).set("printer_serial", "");
        body.set("media_lot", "");
        sure(change.record("job.intended", serial, body));
        sure(change.commit());
    }
    std::filesystem::remove(server.out("office") / (serial + ".pdf"));
    CHECK(office.print(server.uri("office")).count("printed") == 1);
    CHECK(office.sheet(0).serial == serial);
    CHECK(server.kept("office").size() == Office::people);
}

TEST_CASE("a stopped queue is told of with its reason, and nothing is printed") {
    PrintServer const server{{{"stopped", Kind::counting, false, true}, {"letter", Kind::counting, true}}};
    Office const office;
    auto station = office.station();
    auto order = office.order(server.uri("stopped"));
    order.patience = 0s;
    auto const report = desk::print_sheets(station, order);
    REQUIRE_FALSE(report);
    CHECK(report.fault().kind == base::Trouble::device);
    CHECK(report.fault().text(base::Language::en).find("the queue is paused") != std::string::npos);
    CHECK(office.print(server.uri("letter")).count("printed") == Office::people); // smaller than the paper
}
