// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/signing.hpp"
#include "desk/handover.hpp"
#include "desk/handover_file.hpp"
#include "desk/zip_part.hpp"
#include "desk/zip_writer.hpp"
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "support/jump_clock.hpp"
#include "support/office.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using nlohmann::json;
using support::Office;
using support::sure;

namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

void pack(std::filesystem::path const &to, Parts const &parts) {
    std::filesystem::remove(to);
    auto file = sure(desk::DiskFile::make(to));
    auto zip = sure(desk::ZipWriter::begin(file));
    for (auto const &[name, text] : parts) {
        sure(zip.add_text(name, text));
    }
    base::NoProgress quiet;
    sure(std::move(zip).finish("", {"", ""}, quiet));
}

Parts unpack(std::filesystem::path const &from) {
    auto zip = sure(desk::ZipFile::open(from));
    Parts parts;
    for (auto const &name : zip.names()) {
        std::string text;
        sure(zip.stream(name, 1U << 26U, [&](std::string_view piece) {
            text += piece;
            return true;
        }));
        parts.emplace_back(name, text);
    }
    return parts;
}

std::string &part(Parts &parts, std::string const &name) {
    return std::ranges::find(parts, name, &Parts::value_type::first)->second;
}

/// Three sheets on their way to a college, as a file.
struct Sent : Office {
    explicit Sent(base::Clock const *clock = nullptr) : Office(print::families(), clock) {
        print();
        auto one = station();
        id = sure(desk::create_handover(one, "财经学院", {})).id;
        file = folder / "移交.zip";
        sure(desk::export_handover(one, id, file));
        parts = unpack(file);
    }

    /// What checking the file with these parts says.
    base::Fault refused(Parts const &changed) const {
        auto const other = folder / "changed.zip";
        pack(other, changed);
        auto const found = desk::check_handover_file(other);
        REQUIRE_FALSE(found);
        CHECK(found.fault().kind == base::Trouble::bad_input);
        return found.fault();
    }
    [[nodiscard]] json data() const {
        auto copy = parts;
        return json::parse(part(copy, "handover.json"));
    }
    /// A receipt as receive.html makes it.
    [[nodiscard]] json receipt(std::vector<std::string> const &scans, std::int64_t counted) const {
        auto const said = data();
        json one{{"format", "platen-receipt-1"},
                 {"handover", said["id"]},
                 {"station", said["station"]},
                 {"list", said["digest"]},
                 {"counted", counted},
                 {"scans", scans},
                 {"damaged", json::array()},
                 {"by", "王老师"},
                 {"at", "2026-06-05T08:00:00.000Z"},
                 {"signature", ""}};
        authenticate(one);
        return one;
    }
    void authenticate(json &one) const {
        desk::ReceiptText text{one["handover"], one["list"],      one["counted"], one["by"],
                               one["at"],       one["signature"], one["scans"],   {}};
        for (auto const &damaged : one["damaged"]) {
            text.damaged.emplace_back(damaged["serial"], damaged["remark"]);
        }
        one["mac"] = desk::authentication_of(text, data()["key"]);
    }
    base::Result<desk::Received> import(json const &one) const {
        auto at = station();
        return desk::import_receipt(at, folder.file("receipt.json", one.dump()));
    }
    base::Fault not_taken(json const &one) const {
        auto at = station();
        base::NoProgress quiet;
        auto const before = sure(store::verify_ledger(at.store(), quiet)).events;
        auto const received = import(one);
        REQUIRE_FALSE(received);
        CHECK(sure(store::verify_ledger(at.store(), quiet)).events == before);
        return received.fault();
    }
    [[nodiscard]] std::vector<std::string> serials() const {
        return {sheet(0).serial, sheet(1).serial, sheet(2).serial};
    }

    std::string id;
    std::filesystem::path file;
    Parts parts;
};

bool says(base::Fault const &fault, std::string const &words) {
    CAPTURE(fault.text(base::Language::zh));
    return fault.text(base::Language::zh).find(words) != std::string::npos;
}

/// Signs anew with a key of somebody else.
void sign_again(Parts &parts) {
    auto const key = base::new_signing_key();
    auto object = json::parse(part(parts, "signature.json"));
    std::string text = "platen-signature-1\n" + object["station"].get<std::string>() + "\n";
    for (auto const &[name, digest] : object["files"].items()) {
        object["files"][name] = base::sha256(base::as_bytes(part(parts, name))).hex();
        text += name + " " + object["files"][name].get<std::string>() + "\n";
    }
    object["key"] = key.open;
    object["signature"] = base::sign(key, text);
    part(parts, "signature.json") = object.dump();
}

} // namespace

TEST_CASE("a file that is whole and signed is found so, with a store and without") {
    Sent const sent;
    auto const found = sure(desk::check_handover_file(sent.file));
    CHECK(found.id == sent.id);
    CHECK(found.sheets == 3);
    CHECK(found.to == "unit:财经学院");
    CHECK(sure(desk::check_handover_file(sent.file, found.fingerprint)).id == sent.id);
    auto station = sent.station();
    CHECK(sure(desk::check_own_handover_file(station, sent.file)).digest == found.digest);
    auto parts = sent.parts;
    CHECK(part(parts, "list.csv").starts_with("\xEF\xBB\xBF序号,学号"));
    CHECK(part(parts, "list.pdf").starts_with("%PDF-"));
    CHECK(part(parts, "README.txt").find("receive.html") != std::string::npos);
}

TEST_CASE("a line that was taken out of the list is noticed") {
    Sent const sent;
    auto parts = sent.parts;
    auto data = sent.data();
    data["lines"].erase(1);
    part(parts, "handover.json") = data.dump();
    CHECK(says(sent.refused(parts), "handover.json"));
    sign_again(parts);
    CHECK(says(sent.refused(parts), "摘要"));
}

TEST_CASE("a line that was put into the list is noticed") {
    Sent const sent;
    auto parts = sent.parts;
    auto data = sent.data();
    data["lines"].push_back(data["lines"][0]);
    part(parts, "handover.json") = data.dump();
    CHECK(says(sent.refused(parts), "handover.json"));
    sign_again(parts);
    CHECK(says(sent.refused(parts), "摘要"));
}

TEST_CASE("a serial that was changed in list or page is noticed") {
    Sent const sent;
    for (auto const *name : {"handover.json", "receive.html", "list.csv", "README.txt"}) {
        CAPTURE(name);
        auto parts = sent.parts;
        auto &text = part(parts, name);
        auto const at =
            text.find(sent.id) == std::string::npos ? text.find(sent.sheet(0).serial) : text.find(sent.id);
        text[at + 3] = text[at + 3] == 'A' ? 'B' : 'A';
        CHECK(says(sent.refused(parts), name));
    }
}

TEST_CASE("the list of another hand-over under this signature is noticed") {
    Sent const sent;
    auto station = sent.station();
    auto const other = sure(desk::create_handover(station, "法学院", {})).id;
    sure(desk::export_handover(station, other, sent.folder / "other.zip"));
    auto others = unpack(sent.folder / "other.zip");
    auto parts = sent.parts;
    part(parts, "handover.json") = part(others, "handover.json");
    part(parts, "list.csv") = part(others, "list.csv");
    CHECK(says(sent.refused(parts), "handover.json"));
}

TEST_CASE("a spreadsheet that differs from the list is noticed, even where somebody signed it") {
    Sent const sent;
    auto parts = sent.parts;
    part(parts, "list.csv") += "4,1,2,3,4,5\r\n";
    CHECK(says(sent.refused(parts), "list.csv"));
    sign_again(parts);
    CHECK(says(sent.refused(parts), "不一样"));
}

TEST_CASE("a printed list that was replaced is noticed") {
    Sent const sent;
    auto parts = sent.parts;
    part(parts, "list.pdf") = "%PDF-1.4 other";
    CHECK(says(sent.refused(parts), "list.pdf"));
}

TEST_CASE("a file without its signature, or with an empty one, is refused") {
    Sent const sent;
    auto parts = sent.parts;
    std::erase_if(parts, [](auto const &one) { return one.first == "signature.json"; });
    CHECK(says(sent.refused(parts), "少了"));
    parts = sent.parts;
    part(parts, "signature.json") = "{}";
    CHECK(says(sent.refused(parts), "签名"));
    parts = sent.parts;
    parts.emplace_back("more.txt", "x");
    CHECK(says(sent.refused(parts), "多了"));
}

TEST_CASE("a file that another key signed is known by its fingerprint, and by its own station at once") {
    Sent const sent;
    auto const right = sure(desk::check_handover_file(sent.file)).fingerprint;
    auto parts = sent.parts;
    sign_again(parts);
    auto const forged = sent.folder / "forged.zip";
    pack(forged, parts);
    CHECK(sure(desk::check_handover_file(forged)).fingerprint != right);
    auto const compared = desk::check_handover_file(forged, right);
    REQUIRE_FALSE(compared);
    CHECK(says(compared.fault(), "指纹"));
    auto station = sent.station();
    auto const own = desk::check_own_handover_file(station, forged);
    REQUIRE_FALSE(own);
    CHECK(says(own.fault(), "不是本站的密钥"));
    Office const elsewhere;
    auto other = elsewhere.station();
    CHECK(says(desk::check_own_handover_file(other, sent.file).fault(), "另一个制卡站"));
}

TEST_CASE("a file that was copied in part, is far too large, or is none is refused") {
    Sent const sent;
    auto bytes = sure(base::read_file(sent.file, 1U << 26U));
    bytes.resize(bytes.size() / 2);
    auto const half = sent.folder / "half.zip";
    sure(base::write_file(half, bytes));
    CHECK(says(desk::check_handover_file(half).fault(), "没有拷完"));
    auto parts = sent.parts;
    part(parts, "list.csv") = std::string(17U << 20U, 'x');
    CHECK(says(sent.refused(parts), "大得不正常"));
    auto const huge = sent.folder / "huge.zip";
    static_cast<void>(sent.folder.file("huge.zip", ""));
    std::filesystem::resize_file(huge, std::uintmax_t{200} << 20U);
    CHECK(says(desk::check_handover_file(huge).fault(), "太大"));
    CHECK(says(desk::check_handover_file(sent.folder.file("x.zip", "x")).fault(), "ZIP"));
    CHECK(desk::check_handover_file(sent.folder / "nowhere.zip").fault().kind == base::Trouble::not_found);
}

TEST_CASE("a receipt records the same as receiving in the browser does, and only once") {
    Sent const sent;
    auto receipt = sent.receipt({sent.sheet(0).serial, sent.sheet(1).serial, sent.sheet(1).serial}, 3);
    receipt["damaged"] = json::array({{{"serial", sent.sheet(1).serial}, {"remark", "折痕"}}});
    receipt["signature"] = base::to_base64(support::portrait(2));
    sent.authenticate(receipt);
    auto const received = sure(sent.import(receipt));
    CHECK(received.matched == 2);
    CHECK(received.counted == 3);
    CHECK(received.scanned == 2);
    CHECK(received.missing == std::vector<std::string>{sent.sheet(2).serial});
    CHECK(received.damaged == std::vector<std::string>{sent.sheet(1).serial});
    CHECK(sent.sheet(0).holder == "unit");
    CHECK(sent.sheet(0).signed_by == "王老师");
    auto station = sent.station();
    auto const kinds = [&](std::string const &kind) {
        return station.store()
            .db()
            .raw()
            .execAndGet("select count(*) from event where kind = '" + kind + "'")
            .getInt();
    };
    CHECK(kinds("handover.counted") == 1);
    CHECK(kinds("handover.scanned") == 3);
    CHECK(kinds("handover.damaged") == 1);
    CHECK(kinds("handover.received") == 1);
    CHECK(sure(desk::find_handover(station.store(), sent.id)).received_how == "file");
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
    CHECK(says(sent.not_taken(receipt), "接收过了"));
}

TEST_CASE("a receipt that marks as damaged what was voided meanwhile is taken in all the same") {
    Sent const sent;
    auto const voided = sent.sheet(1).serial;
    auto station = sent.station();
    sure(desk::void_sheet(station, voided, "污损"));
    auto receipt = sent.receipt({sent.sheet(0).serial, voided, sent.sheet(2).serial}, 3);
    receipt["damaged"] = json::array(
        {{{"serial", voided}, {"remark", "折痕"}}, {{"serial", "7KQ2M9-00012-X"}, {"remark", "折痕"}}});
    sent.authenticate(receipt);
    auto const received = sure(sent.import(receipt));
    CHECK(received.matched == 2);
    CHECK(received.not_valid == std::vector<std::string>{voided});
    CHECK(received.damaged.empty());
}

TEST_CASE("a receipt that was changed anywhere is refused") {
    Sent const sent;
    auto const right = sent.receipt(sent.serials(), 3);
    std::vector<std::pair<std::string, json>> const changes{
        {"counted", 4},
        {"scans", json::array({sent.sheet(0).serial})},
        {"by", "别人"},
        {"at", "2026-06-06T08:00:00.000Z"},
        {"signature", "AAAA"},
        {"damaged", json::array({{{"serial", sent.sheet(0).serial}, {"remark", "x"}}})},
        {"mac", ""},
        {"mac", std::string(64, '0')}};
    for (auto const &[key, value] : changes) {
        CAPTURE(key);
        auto changed = right;
        changed[key] = value;
        CHECK(says(sent.not_taken(changed), "改动过"));
    }
    CHECK(sure(sent.import(right)).agrees());
}

TEST_CASE("a receipt of another list, of another station, of no hand-over, or none is refused") {
    Sent const sent;
    auto receipt = sent.receipt(sent.serials(), 3);
    receipt["list"] = std::string(64, 'a');
    sent.authenticate(receipt);
    CHECK(says(sent.not_taken(receipt), "不是同一份"));
    receipt = sent.receipt(sent.serials(), 3);
    receipt["station"] = "7KQ2M9";
    CHECK(says(sent.not_taken(receipt), "另一个制卡站"));
    receipt = sent.receipt(sent.serials(), 3);
    receipt["handover"] = "H-7KQ2M9-00000";
    sent.authenticate(receipt);
    CHECK(says(sent.not_taken(receipt), "没有移交单"));
    CHECK(says(sent.not_taken(json::array()), "不是移交回执"));
    receipt = sent.receipt(sent.serials(), 3);
    receipt["scans"] = "all";
    CHECK(says(sent.not_taken(receipt), "不是移交回执"));
    receipt["scans"] = json::array({json::array({json::array()})});
    CHECK(says(sent.not_taken(receipt), "不是移交回执"));
    auto const other = sent.station();
    CHECK(sent.sheet(0).holder == "transit");
}

TEST_CASE("a receipt for what was withdrawn meanwhile is refused") {
    Sent const sent;
    auto station = sent.station();
    sure(desk::withdraw_handover(station, sent.id, "李师傅", ""));
    CHECK(says(sent.not_taken(sent.receipt(sent.serials(), 3)), "撤回"));
    CHECK_FALSE(desk::export_handover(station, sent.id, sent.folder / "again.zip"));
}

TEST_CASE("clocks that are a day apart do not hinder, and both times are put down") {
    support::JumpClock const clock;
    Sent const sent{&clock};
    auto receipt = sent.receipt(sent.serials(), 3);
    receipt["at"] = (clock.now() + std::chrono::hours{24}).iso8601();
    sent.authenticate(receipt);
    sure(sent.import(receipt));
    auto station = sent.station();
    auto const found = sure(desk::find_handover(station.store(), sent.id));
    CHECK(found.received_there == clock.now() + std::chrono::hours{24});
    REQUIRE(desk::clocks_apart(found));
    CHECK(desk::clocks_apart(found)->zh.find(found.received_there->local_text()) != std::string::npos);
}

TEST_CASE("what stands in a name cannot end the script of the page") {
    Office const office;
    static_cast<void>(
        office.import("学号,姓名,学院,班级\n20220001,张</script><script>alert(1),财经学院,会计2201\n"));
    office.print();
    auto station = office.station();
    auto const made = sure(desk::create_handover(station, "财经学院", {}));
    sure(desk::export_handover(station, made.id, office.folder / "a.zip"));
    auto parts = unpack(office.folder / "a.zip");
    CHECK(part(parts, "receive.html").find("alert(1)") != std::string::npos);
    CHECK(part(parts, "receive.html").find("</script><script>alert") == std::string::npos);
    CHECK(sure(desk::check_handover_file(office.folder / "a.zip")).sheets == 3);
}
