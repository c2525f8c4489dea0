// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/signing.hpp"
#include "desk/handover_file.hpp"
#include "desk/handover_parts.hpp"
#include "desk/zip_part.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace desk {

using base::fault;
using base::Trouble;
using nlohmann::json;

namespace {

constexpr std::uintmax_t largest_file = 128U << 20U;

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
    for (auto const &part : file_parts) {
        expected.emplace_back(part.name);
    }
    std::ranges::sort(expected);
    return names == expected
               ? base::Result<>{}
               : not_whole({"里面的文件多了、少了或者重复了", "it has a part too many, too few or twice"});
}

base::Result<PartTexts> read_parts(std::filesystem::path const &file) {
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
    PartTexts texts;
    for (auto const &part : file_parts) {
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
base::Result<json> check_signature(PartTexts const &texts) {
    auto const object = json::parse(texts.at(signature_part), nullptr, false);
    if (!object.is_object() || text_in(object, "format") != "platen-signature-1" ||
        !object.contains("files") || !object["files"].is_object()) {
        return not_whole({"没有可用的签名", "it has no usable signature"});
    }
    std::map<std::string, std::string> digests;
    for (auto const &part : file_parts) {
        digests[part.name] = base::sha256(base::as_bytes(texts.at(part.name))).hex();
        if (text_in(object["files"], part.name) != digests[part.name]) {
            return not_whole(base::words("{} 和签名时不一样，被改过或换过",
                                         "its {} was changed or replaced after it was signed", part.name));
        }
    }
    if (object["files"].size() != file_parts.size() ||
        !base::is_signed(text_in(object, "key"), signed_text(text_in(object, "station"), digests),
                         text_in(object, "signature"))) {
        return not_whole({"签名无效", "its signature does not hold"});
    }
    return object;
}

base::Result<std::vector<FileRow>> rows_in(json const &data) {
    std::vector<FileRow> rows;
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
base::Result<HandoverFile> check_list(PartTexts const &texts) {
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

base::Result<HandoverFile> check_handover_file(std::filesystem::path const &file,
                                               std::string const &fingerprint) {
    auto const texts = read_parts(file);
    auto const signature = texts ? check_signature(*texts) : base::Fault{texts.fault()};
    auto found = signature ? check_list(*texts) : base::Fault{signature.fault()};
    if (!found) {
        return found;
    }
    found->open_key = text_in(*signature, "key");
    found->fingerprint = key_fingerprint(found->open_key);
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
