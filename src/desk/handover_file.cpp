// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_file.hpp"
#include "base/files.hpp"
#include "base/signing.hpp"
#include "desk/handover.hpp"
#include "desk/handover_list.hpp"
#include "desk/handover_parts.hpp"
#include "desk/zip_writer.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

constexpr auto place_of_data = "\"PLATEN_HANDOVER\""; // in receive.html

Json data_of(Station &station, store::Handover const &one, std::vector<FileRow> const &rows,
             std::string const &key) {
    auto lines = Json::list();
    for (auto const &row : rows) {
        auto line = Json::object();
        line.set("serial", row.serial).set("student_no", row.student_no).set("name", row.name);
        lines.add(line.set("unit", row.unit).set("class", row.class_name));
    }
    auto data = Json::object();
    data.set("format", "platen-handover-1").set("id", one.id).set("station", station.store().station());
    data.set("school", station.campaign().school_name).set("year", station.campaign().year);
    data.set("from", party_key(one.from)).set("to", party_key(one.to));
    data.set("from_words", party_words(one.from).zh).set("to_words", party_words(one.to).zh);
    data.set("given_by", one.given_by).set("given_at", one.given_at.iso8601());
    return data.set("digest", one.digest).set("key", key).set("lines", lines);
}

std::string readme_of(store::Handover const &one, std::string const &school) {
    return fmt::format(
        "毕业生相片移交文件  {0}\r\n{1}：{2} → {3}，{4} 张\r\n\r\n"
        "接收：用浏览器打开 receive.html（不用联网，不用安装），先数张数，再逐张扫码，签名后把\r\n"
        "存下的 receipt-{0}.json 交回移交方。\r\n"
        "没有电脑：打印 list.pdf，在纸上签收，交回移交方。\r\n"
        "查看：list.csv 用任何表格软件打开（UTF-8）；list.pdf 是清单原件。\r\n"
        "核对：清单摘要（SHA-256）是 {5}\r\n"
        "signature.json 里有每个文件的 SHA-256 和本站的 Ed25519 签名；公钥指纹印在纸质清单上。\r\n"
        "请勿改动任何一个文件。里面有学生信息，用完请删除。\r\n\r\n"
        "Hand-over of graduates' photo sheets {0}: {4} sheets.\r\n"
        "To receive: open receive.html in any browser (no network, nothing to install), count, scan, "
        "sign,\r\n"
        "and give receipt-{0}.json back. On paper: print list.pdf and sign it.\r\n"
        "To read it later: list.csv (UTF-8) opens in any spreadsheet program, list.pdf in any viewer.\r\n"
        "To check: the list's SHA-256 is above; signature.json has the SHA-256 of each file and an "
        "Ed25519\r\n"
        "signature over \"platen-signature-1\", the station, and a line \"NAME SHA-256\" for each file by "
        "name,\r\n"
        "each line ended by a line feed. The fingerprint of the key is on the printed list.\r\n",
        one.id, school, party_words(one.from).zh, party_words(one.to).zh, one.sheets, one.digest);
}

/// receive.html with the list in it; nothing of the list ends the script that it stands in.
base::Result<std::string> page_of(Station &station, Json const &data) {
    constexpr std::uintmax_t most = 1U << 20U;
    auto const page = base::read_file(station.setting().home / "data/web/offline/receive.html", most);
    if (!page) {
        return base::Fault{page.fault()};
    }
    std::string safe;
    for (auto const c : data.text()) {
        safe += c == '<' ? std::string{"\\u003c"} : std::string{c};
    }
    std::string html{base::as_text(*page)};
    html.replace(html.find(place_of_data), std::string_view{place_of_data}.size(), safe);
    return html;
}

std::string signature_of(std::string const &station, PartTexts const &texts, std::string const &secret) {
    auto const key = base::signing_key(secret);
    std::map<std::string, std::string> digests;
    auto files = Json::object();
    for (auto const &[name, text] : texts) {
        digests[name] = base::sha256(base::as_bytes(text)).hex();
        files.set(name, digests[name]);
    }
    auto object = Json::object();
    object.set("format", "platen-signature-1").set("station", station).set("key", key.open);
    object.set("fingerprint", key_fingerprint(key.open)).set("files", files);
    object.set("signature", base::sign(key, signed_text(station, digests)));
    return object.pretty() + "\n";
}

base::Result<> write_zip(PartTexts const &texts, std::filesystem::path const &to) {
    auto part = to;
    part += ".part";
    std::error_code ignored;
    auto const written = [&]() -> base::Result<> {
        auto file = DiskFile::make(part);
        if (!file) {
            return std::move(file).fault();
        }
        auto cut = file->cut_to(0);
        auto zip = cut ? ZipWriter::begin(*file) : base::Fault{cut.fault()};
        auto added = zip ? base::Result<>{} : base::Result<>{base::Fault{zip.fault()}};
        for (auto const &[name, text] : texts) {
            added = added ? zip->add_text(name, text) : std::move(added);
        }
        base::NoProgress quiet;
        if (added) {
            added = std::move(*zip).finish("", {"写移交文件", "writing the hand-over file"}, quiet);
        }
        return added ? file->sync() : std::move(added);
    }();
    if (!written) {
        std::filesystem::remove(part, ignored);
        return written;
    }
    std::error_code error;
    std::filesystem::rename(part, to, error);
    return error ? base::Result<>{base::file_fault(error.value(), to)} : sync_folder(folder_of(to));
}

std::vector<FileRow> rows_of(std::vector<store::HandoverLine> const &lines, store::Handover const &one) {
    std::vector<FileRow> rows;
    for (std::size_t i = 0; i < lines.size() && i < one.listed.size();
         ++i) { // what was not listed comes last
        auto const &line = lines[i];
        rows.push_back({line.serial, line.student_no, line.name, line.unit, line.class_name});
    }
    return rows;
}

struct Keys {
    std::string handover, station;
};
base::Result<Keys> keys_of(Station &station, std::string const &id) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const own = store::handover_key(*change, id);
    auto const all = own ? store::station_key(*change) : own;
    auto const kept = all ? change->commit() : base::Result<>{base::Fault{all.fault()}};
    return kept ? base::Result{Keys{*own, *all}} : base::Fault{kept.fault()};
}

} // namespace

base::Result<> export_handover(Station &station, std::string const &id, std::filesystem::path const &to) {
    auto const one = open_handover(station.store(), id);
    auto const lines = one ? store::lines_of(station.store(), *one) : base::Fault{one.fault()};
    auto const keys = lines ? keys_of(station, one->id) : base::Fault{lines.fault()};
    auto const pdf = keys ? handover_list_pdf(station, one->id) : base::Fault{keys.fault()};
    if (!pdf) {
        return base::Fault{pdf.fault()};
    }
    auto const rows = rows_of(*lines, *one);
    if (digest_of_rows(one->id, party_key(one->from), party_key(one->to), rows) != one->digest) {
        return fault(Trouble::not_allowed,
                     "移交单 {} 签字之后名册里改过学号或学院名称，和签过的清单不符；请撤回后重新移交",
                     "student numbers or the college's name were changed on the roster since {} was signed; "
                     "withdraw it and hand over again",
                     one->id);
    }
    auto const data = data_of(station, *one, rows, keys->handover);
    auto page = page_of(station, data);
    if (!page) {
        return std::move(page).fault();
    }
    PartTexts texts{{"handover.json", data.text() + "\n"},
                    {"list.csv", csv_of(rows)},
                    {"list.pdf", std::string{base::as_text(*pdf)}},
                    {"receive.html", std::move(*page)},
                    {"README.txt", readme_of(*one, station.campaign().school_name)}};
    texts[signature_part] = signature_of(station.store().station(), texts, keys->station);
    return write_zip(texts, to);
}

} // namespace desk
