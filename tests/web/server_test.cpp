// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_client.hpp"
#include "web/server.hpp"
#include <atomic>
#include <doctest/doctest.h>
#include <fstream>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
using support::asked;
using support::RawClient;

namespace {

/// Tells what it was asked; some paths are slow, or events.
class EchoSite final : public web::Site {
public:
    std::size_t most_bytes(web::Request const &head) override {
        return head.path == "/large" ? 50'000'000 : 1000;
    }
    web::Response answer(web::Request const &request) override {
        if (request.path == "/slow") {
            std::this_thread::sleep_for(300ms);
        }
        if (request.path == "/events") {
            web::Response response;
            response.events = feed;
            response.with("Content-Type", "text/event-stream");
            return response;
        }
        if (request.path == "/split") {
            return web::see_other("/a\r\nX-Theirs: 1");
        }
        std::string text = request.method + " " + request.path;
        for (auto const &[name, value] : request.query.pairs()) {
            text += " ?" + name + "=" + value;
        }
        for (auto const &[name, value] : request.form.pairs()) {
            text += " " + name + "=" + value;
        }
        for (auto const &[name, value] : request.cookies.pairs()) {
            text += " cookie " + name + "=" + value;
        }
        for (auto const &upload : request.uploads) {
            std::ifstream file{upload.file, std::ios::binary};
            std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
            text += " file " + upload.field + " " + upload.name + " " + std::to_string(bytes.size());
            kept = upload.file;
        }
        if (!request.body.empty()) {
            text += " body " + request.body;
        }
        return web::text_response(200, text + ".");
    }
    web::Response refuse(int status) override { return web::text_response(status, "refused"); }

    std::shared_ptr<web::EventFeed> feed;
    std::filesystem::path kept;
};

class OneFeed final : public web::EventFeed {
public:
    std::optional<std::string> take() override {
        std::lock_guard const lock{mutex_};
        if (ended_) {
            return std::nullopt;
        }
        return std::exchange(text_, {});
    }
    void on_ready(std::function<void()> wake) override {
        std::lock_guard const lock{mutex_};
        wake_ = std::move(wake);
    }
    void closed() override { gone = true; }
    void put(std::string const &text, bool end = false) {
        std::function<void()> wake;
        {
            std::lock_guard const lock{mutex_};
            text_ += text;
            ended_ = end;
            wake = wake_;
        }
        if (wake) {
            wake();
        }
    }
    std::atomic<bool> gone{false};

private:
    std::mutex mutex_;
    std::string text_;
    bool ended_ = false;
    std::function<void()> wake_;
};

struct Bench {
    explicit Bench(web::Limits limits = {}) {
        web::Listening listening;
        listening.limits = limits;
        auto started = web::Server::start(listening, site);
        REQUIRE(started);
        server = std::move(*started);
    }
    [[nodiscard]] std::uint16_t port() const { return server->port(); }

    EchoSite site;
    std::unique_ptr<web::Server> server;
};

std::string get(std::string_view target, std::string_view more = "") {
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n" +
           std::string{more} + "\r\n";
}

std::string post(std::string_view type, std::string_view body, std::string_view target = "/form") {
    return "POST " + std::string{target} +
           " HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: " + std::string{type} +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

std::string const plain_form = "application/x-www-form-urlencoded";

bool has(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("path, query, cookies and form come decoded") {
    Bench const bench;
    CHECK(has(asked(bench.port(), get("/%E5%BC%A0/x?q=a+b%26c&empty=&bare", "Cookie: s=1; t=2\r\n")),
              "GET /张/x ?q=a b&c ?empty= ?bare= cookie s=1 cookie t=2."));
    CHECK(has(asked(bench.port(), post(plain_form, "name=%E7%8E%8B+%E4%BA%94&x=&name=2")),
              "name=王 五 x= name=2."));
    CHECK(has(asked(bench.port(), post("application/json", "{}")), "body {}."));
}

TEST_CASE("files of a form lie in a scratch folder that goes with the request") {
    Bench const bench;
    std::string body = "------platenboundary\r\nContent-Disposition: form-data; name=\"why\"\r\n\r\n名册\r\n";
    body += "------platenboundary\r\nContent-Disposition: form-data; name=\"file\"; "
            "filename=\"../../a.xlsx\"\r\n\r\n";
    body += std::string(200'000, 'x') + "\r\n";
    body += "------platenboundary\r\nContent-Disposition: form-data; name=\"none\"; "
            "filename=\"\"\r\n\r\n\r\n------platenboundary--\r\n";
    auto const answer =
        asked(bench.port(), post("multipart/form-data; boundary=----platenboundary", body, "/large"));
    CAPTURE(answer);
    CHECK(has(answer, "why=名册 file file ../../a.xlsx 200000."));
    CHECK_FALSE(std::filesystem::exists(bench.site.kept));
}

TEST_CASE(
    "targets that mean another place, and bytes that are no text, are refused before a page sees them") {
    Bench const bench;
    for (auto const *target :
         {"/../etc/passwd", "/a/../b", "/a/./b", "/%2e%2e/etc", "/..%2fetc", "//host/x", "/a//b", "/a%00b",
          "/%ff", "/%zz", "/%5c..%5cx", "/x?q=%C3%28", "/x?q=%00", "*", "http://a/b"}) {
        CAPTURE(target);
        CHECK(has(asked(bench.port(), get(target)), " 400 "));
    }
    CHECK(has(asked(bench.port(), post(plain_form, "a=%ff")), " 400 "));
    CHECK(has(asked(bench.port(), post(plain_form, "a=%00")), " 400 "));
}

TEST_CASE("header tricks are refused") {
    Bench const bench;
    auto const refused = [&](std::string const &request) {
        auto const answer = asked(bench.port(), request);
        return answer.empty() || has(answer, " 400 ") || has(answer, " 405 ") || has(answer, " 413 ") ||
               has(answer, " 431 ") || has(answer, " 501 ");
    };
    CHECK(refused("GET / HTTP/1.1\r\n\r\n"));
    CHECK(refused("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"));
    CHECK(refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"));
    CHECK(refused(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
    CHECK(refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"));
    CHECK(refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"));
    CHECK(refused("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK(refused("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(100'000, 'a') + "\r\n\r\n"));
    CHECK(refused("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello on a plain port\r\n\r\n"));
    CHECK_FALSE(has(asked(bench.port(), get("/split")), "X-Theirs"));
}

TEST_CASE("a body beyond what the page takes is refused, told or not, whole or in chunks") {
    Bench const bench;
    CHECK(has(asked(bench.port(), post(plain_form, "a=" + std::string(2000, 'x'))), " 413 "));
    std::string chunks =
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 20; ++i) {
        chunks += "64\r\n" + std::string(100, 'x') + "\r\n";
    }
    CHECK(has(asked(bench.port(), chunks + "0\r\n\r\n"), " 413 "));
    RawClient const endless{bench.port()};
    endless.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    bool open = true;
    for (int i = 0; i < 100 && open; ++i) {
        open = endless.send("10000\r\n" + std::string(0x10000, 'x') + "\r\n");
    }
    CHECK_FALSE(open);
}

TEST_CASE("slow pages and slow browsers hold up nobody else") {
    Bench const bench;
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(std::make_unique<RawClient>(bench.port()));
        slow.back()->send("GET / HTTP/1.1\r\nHo");
    }
    RawClient const page{bench.port()};
    page.send(get("/slow"));
    auto const begun = std::chrono::steady_clock::now();
    CHECK(has(asked(bench.port(), get("/")), "GET /."));
    CHECK(std::chrono::steady_clock::now() - begun < 250ms);
    CHECK(has(page.receive(), "GET /slow."));
}

TEST_CASE("a request that drips in is cut off, however busy its browser seems") {
    web::Limits limits;
    limits.request_seconds = 1;
    Bench const bench{limits};
    RawClient const dripping{bench.port()};
    auto const begun = std::chrono::steady_clock::now();
    bool open = dripping.send("GET / HTTP/1.1\r\n");
    while (open && std::chrono::steady_clock::now() - begun < 5s) {
        open = dripping.send("X") && !dripping.closed_within(50ms);
    }
    CHECK_FALSE(open);
    CHECK(std::chrono::steady_clock::now() - begun < 4s);
}

TEST_CASE("more connections than allowed are turned away, and let in again when others have gone") {
    web::Limits limits;
    limits.connections = 5;
    Bench const bench{limits};
    std::vector<std::unique_ptr<RawClient>> all;
    for (int i = 0; i < 5; ++i) {
        all.push_back(std::make_unique<RawClient>(bench.port()));
        all.back()->send("GET / HTTP/1.1\r\nHo");
    }
    std::this_thread::sleep_for(100ms);
    all.clear();
    std::this_thread::sleep_for(300ms);
    CHECK(has(asked(bench.port(), get("/")), "GET /."));
}

TEST_CASE("events arrive when they happen, and a browser that goes is noticed") {
    Bench bench;
    auto const feed = std::make_shared<OneFeed>();
    bench.site.feed = feed;
    {
        RawClient const browser{bench.port()};
        browser.send("GET /events HTTP/1.1\r\nHost: here\r\n\r\n");
        CHECK(has(browser.receive("\r\n\r\n"), "text/event-stream"));
        std::this_thread::sleep_for(100ms);
        feed->put("data: one\n\n");
        CHECK(has(browser.receive("one"), "data: one"));
        feed->put("data: two\n\n");
        CHECK(has(browser.receive("two"), "data: two"));
    }
    for (int i = 0; i < 50 && !feed->gone; ++i) {
        feed->put(": still there?\n\n");
        std::this_thread::sleep_for(20ms);
    }
    CHECK(feed->gone);
}

TEST_CASE("a server ends with pages and events under way") {
    auto bench = std::make_unique<Bench>();
    auto const feed = std::make_shared<OneFeed>();
    bench->site.feed = feed;
    RawClient const browser{bench->port()}, page{bench->port()};
    browser.send("GET /events HTTP/1.1\r\nHost: here\r\n\r\n");
    static_cast<void>(browser.receive("\r\n\r\n"));
    page.send(get("/slow"));
    std::this_thread::sleep_for(50ms);
    feed->put("", true);
    bench.reset();
    CHECK(browser.closed_within(1s));
}

TEST_CASE("a port that is taken, an address that is none, and a certificate that is none are told apart") {
    Bench const bench;
    EchoSite site;
    web::Listening listening;
    listening.port = bench.port();
    auto const taken = web::Server::start(listening, site);
    REQUIRE_FALSE(taken);
    CHECK(taken.fault().kind == base::Trouble::busy);
    listening.port = 0;
    listening.address = "nowhere";
    CHECK(web::Server::start(listening, site).fault().kind == base::Trouble::usage);
    listening.address = "127.0.0.1";
    listening.certificate = listening.key = "no PEM";
    CHECK(web::Server::start(listening, site).fault().kind == base::Trouble::bad_input);
}
