// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_file.hpp"
#include "base/files.hpp"
#include "base/signing.hpp"
#include "desk/csv_text.hpp"
#include "desk/handover.hpp"
#include "desk/handover_list.hpp"
#include "desk/zip_part.hpp"
#include "desk/zip_writer.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;
using nlohmann::json;

namespace {

constexpr auto signature_part = "signature.json";
constexpr auto place_of_data = "\"PLATEN_HANDOVER\""; // in receive.html

/// The parts that are signed, and what none of them exceeds.
struct Part {
    char const *name;
    std::size_t most;
};
constexpr std::array parts{Part{"README.txt", 64U << 10U}, Part{"handover.json", 16U << 20U},
                           Part{"list.csv", 16U << 20U}, Part{"list.pdf", 64U << 20U},
                           Part{"receive.html", 20U << 20U}};
constexpr std::uintmax_t largest_file = 128U << 20U;
using Texts = std::map<std::string, std::string>;

/// A row of handover.json.
struct Row {
    std::string serial, student_no, name, unit, class_name;
};

std::string csv_of(std::vector<Row> const &rows) {
    CsvText csv{{"序号", "学号", "姓名", "学院", "班级", "序列号"}};
    std::size_t number = 0;
    for (auto const &row : rows) {
        csv.row({std::to_string(++number), row.student_no, row.name, row.unit, row.class_name, row.serial});
    }
    return csv.text();
}

std::string digest_of_rows(std::string const &id, std::string const &from, std::string const &to,
                           std::vector<Row> const &rows) {
    std::vector<ListedSheet> sheets;
    for (auto const &row : rows) {
        sheets.push_back({row.serial, row.student_no});
    }
    return digest_of_list(id, from, to, sheets);
}

Json data_of(Station &station, store::Handover const &one, std::vector<Row> const &rows,
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

std::string signed_text(std::string const &station, std::map<std::string, std::string> const &digests) {
    auto text = fmt::format("platen-signature-1\n{}\n", station);
    for (auto const &[name, digest] : digests) {
        text += fmt::format("{} {}\n", name, digest);
    }
    return text;
}

std::string fingerprint_of(std::string const &open_key) {
    return base::in_fours(base::sha256(base::as_bytes(open_key)).hex());
}

std::string signature_of(std::string const &station, Texts const &texts, std::string const &secret) {
    auto const key = base::signing_key(secret);
    std::map<std::string, std::string> digests;
    auto files = Json::object();
    for (auto const &[name, text] : texts) {
        digests[name] = base::sha256(base::as_bytes(text)).hex();
        files.set(name, digests[name]);
    }
    auto object = Json::object();
    object.set("format", "platen-signature-1").set("station", station).set("key", key.open);
    object.set("fingerprint", fingerprint_of(key.open)).set("files", files);
    object.set("signature", base::sign(key, signed_text(station, digests)));
    return object.pretty() + "\n";
}

base::Result<> write_zip(Texts const &texts, std::filesystem::path const &to) {
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

std::vector<Row> rows_of(std::vector<store::HandoverLine> const &lines, store::Handover const &one) {
    std::vector<Row> rows;
    for (auto const &line : lines) {
        if (std::ranges::find(one.listed, line.serial) != one.listed.end()) {
            rows.push_back({line.serial, line.student_no, line.name, line.unit, line.class_name});
        }
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

base::Fault not_whole(base::Words const &why) {
    return fault(Trouble::bad_input, "这个移交文件不能用：{0}。请向移交方再要一份，不要按它接收",
                 "this hand-over file cannot be used: {1}. Ask the giver for another one and do not receive "
                 "by it",
                 why.zh, why.en);
}

base::Result<std::string> part_of(ZipFile &zip, std::string const &name, std::size_t most) {
    std::string text;
    auto const read = zip.stream(name, most, [&](std::string_view piece) {
        text += piece;
        return true;
    });
    return read ? base::Result{std::move(text)}
                : not_whole(base::words("里面的 {} 读不出来，或者大得不正常",
                                        "its {} cannot be read, or is far too large", name));
}

/// Just these parts, each once.
base::Result<> check_names(ZipFile const &zip) {
    auto names = zip.names();
    std::ranges::sort(names);
    std::vector<std::string> expected{signature_part};
    for (auto const &part : parts) {
        expected.emplace_back(part.name);
    }
    std::ranges::sort(expected);
    return names == expected
               ? base::Result<>{}
               : not_whole({"里面的文件多了、少了或者重复了", "it has a part too many, too few or twice"});
}

base::Result<Texts> read_parts(std::filesystem::path const &file) {
    std::error_code error;
    if (auto const size = std::filesystem::file_size(file, error); !error && size > largest_file) {
        return not_whole({"文件太大", "it is far too large"});
    }
    if (error) {
        return base::file_fault(error.value(), file);
    }
    auto zip = ZipFile::open(file);
    if (!zip) {
        return not_whole({"不是完整的 ZIP 文件，可能没有拷完",
                          "it is no whole zip; perhaps it was not copied to its end"});
    }
    if (auto named = check_names(*zip); !named) {
        return std::move(named).fault();
    }
    Texts texts;
    for (auto const &part : parts) {
        auto text = part_of(*zip, part.name, part.most);
        if (!text) {
            return std::move(text).fault();
        }
        texts[part.name] = std::move(*text);
    }
    constexpr std::size_t most = 64U << 10U;
    auto signature = part_of(*zip, signature_part, most);
    if (!signature) {
        return std::move(signature).fault();
    }
    texts[signature_part] = std::move(*signature);
    return texts;
}

std::string text_in(json const &object, char const *key) {
    auto const found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// That every part is as it was signed, by whatever key stands there.
base::Result<json> check_signature(Texts const &texts) {
    auto const object = json::parse(texts.at(signature_part), nullptr, false);
    if (!object.is_object() || text_in(object, "format") != "platen-signature-1" ||
        !object.contains("files") || !object["files"].is_object()) {
        return not_whole({"没有可用的签名", "it has no usable signature"});
    }
    std::map<std::string, std::string> digests;
    for (auto const &part : parts) {
        digests[part.name] = base::sha256(base::as_bytes(texts.at(part.name))).hex();
        if (text_in(object["files"], part.name) != digests[part.name]) {
            return not_whole(base::words("{} 和签名时不一样，被改过或换过",
                                         "its {} was changed or replaced after it was signed", part.name));
        }
    }
    if (object["files"].size() != parts.size() ||
        !base::is_signed(text_in(object, "key"), signed_text(text_in(object, "station"), digests),
                         text_in(object, "signature"))) {
        return not_whole({"签名无效", "its signature does not hold"});
    }
    return object;
}

base::Result<std::vector<Row>> rows_in(json const &data) {
    std::vector<Row> rows;
    if (!data.contains("lines") || !data["lines"].is_array()) {
        return not_whole({"handover.json 里没有清单", "its handover.json has no list"});
    }
    for (auto const &line : data["lines"]) {
        if (!line.is_object()) {
            return not_whole({"handover.json 里的清单不对", "the list in its handover.json is none"});
        }
        rows.push_back({text_in(line, "serial"), text_in(line, "student_no"), text_in(line, "name"),
                        text_in(line, "unit"), text_in(line, "class")});
    }
    return rows;
}

/// That list, digest and spreadsheet say the same.
base::Result<HandoverFile> check_list(Texts const &texts) {
    auto const data = json::parse(texts.at("handover.json"), nullptr, false);
    if (!data.is_object() || text_in(data, "format") != "platen-handover-1") {
        return not_whole({"handover.json 读不懂", "its handover.json cannot be read"});
    }
    auto const rows = rows_in(data);
    if (!rows) {
        return base::Fault{rows.fault()};
    }
    HandoverFile file{text_in(data, "id"),
                      text_in(data, "station"),
                      text_in(data, "school"),
                      text_in(data, "from"),
                      text_in(data, "to"),
                      text_in(data, "digest"),
                      text_in(data, "given_by"),
                      text_in(data, "given_at"),
                      rows->size(),
                      {},
                      {}};
    if (digest_of_rows(file.id, file.from, file.to, *rows) != file.digest) {
        return not_whole({"清单和它的摘要对不上", "the list does not agree with its digest"});
    }
    if (csv_of(*rows) != texts.at("list.csv")) {
        return not_whole({"list.csv 和 handover.json 的清单不一样", "list.csv and handover.json differ"});
    }
    return file;
}

std::string without_blanks(std::string text) {
    std::erase(text, ' ');
    return text;
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
    Texts texts{{"handover.json", data.text() + "\n"},
                {"list.csv", csv_of(rows)},
                {"list.pdf", std::string{base::as_text(*pdf)}},
                {"receive.html", std::move(*page)},
                {"README.txt", readme_of(*one, station.campaign().school_name)}};
    texts[signature_part] = signature_of(station.store().station(), texts, keys->station);
    return write_zip(texts, to);
}

base::Result<HandoverFile> check_handover_file(std::filesystem::path const &file,
                                               std::string const &fingerprint) {
    auto const texts = read_parts(file);
    auto const signature = texts ? check_signature(*texts) : base::Fault{texts.fault()};
    auto found = signature ? check_list(*texts) : base::Fault{signature.fault()};
    if (!found) {
        return found;
    }
    found->open_key = text_in(*signature, "key");
    found->fingerprint = fingerprint_of(found->open_key);
    if (text_in(*signature, "station") != found->station) {
        return not_whole({"签名的站和清单的站不同", "another station signed it than the list is of"});
    }
    if (!fingerprint.empty() && without_blanks(fingerprint) != without_blanks(found->fingerprint)) {
        return not_whole(base::words("签名用的密钥指纹是 {}，和纸质清单上的不同，可能是冒充的",
                                     "the key that signed it has the fingerprint {}, not the one on the "
                                     "printed list; somebody may be pretending",
                                     found->fingerprint));
    }
    return found;
}

base::Result<HandoverFile> check_own_handover_file(Station &station, std::filesystem::path const &file) {
    auto found = check_handover_file(file);
    if (!found) {
        return found;
    }
    if (found->station != station.store().station()) {
        return fault(Trouble::bad_input, "这是另一个制卡站（{}）的移交文件，不是本站的",
                     "this file is of another station ({})", found->station);
    }
    auto const secret = store::station_key(station.store());
    if (!secret) {
        return base::Fault{secret.fault()};
    }
    return base::signing_key(*secret).open == found->open_key
               ? std::move(found)
               : not_whole({"自称是本站的，却不是本站的密钥签的",
                            "it says that it is this station's, but another key signed it"});
}

} // namespace desk
