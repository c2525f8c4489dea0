// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/xlsx_workbook.hpp"
#include "desk/xml_stream.hpp"
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace desk {

using base::Result;
using base::Trouble;

namespace {

constexpr std::size_t most_in_a_list = 16'000'000;
constexpr std::size_t most_of_strings = 200'000'000;

int number(std::string_view text) {
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Relationship {
    std::string id, type, target;
};

class RelationshipReader final : public XmlReader {
public:
    std::vector<Relationship> all;
    void start(std::string_view name, XmlAttributes const &a) override {
        if (name == "Relationship") {
            all.push_back({std::string{a["Id"]}, std::string{a["Type"]}, std::string{a["Target"]}});
        }
    }
    void end(std::string_view /*name*/) override {}
    void text(std::string_view /*piece*/) override {}
};

class WorkbookReader final : public XmlReader {
public:
    struct Sheet {
        std::string id;
        bool visible;
    };
    std::vector<Sheet> sheets;
    bool from_1904 = false;
    void start(std::string_view name, XmlAttributes const &a) override {
        if (name == "sheet") {
            sheets.push_back({std::string{a.prefixed("id")}, a["state"].empty() || a["state"] == "visible"});
        } else if (name == "workbookPr") {
            from_1904 = a["date1904"] == "1" || a["date1904"] == "true";
        }
    }
    void end(std::string_view /*name*/) override {}
    void text(std::string_view /*piece*/) override {}
};

class StyleReader final : public XmlReader {
public:
    std::vector<bool> dates;
    void start(std::string_view name, XmlAttributes const &a) override {
        if (name == "numFmt") {
            custom_[number(a["numFmtId"])] = is_date_format(a["formatCode"]);
        } else if (name == "cellXfs") {
            inside_ = true;
        } else if (name == "xf" && inside_) {
            auto const id = number(a["numFmtId"]);
            auto const own = custom_.find(id);
            dates.push_back(own != custom_.end() ? own->second : is_date_format(id));
        }
    }
    void end(std::string_view name) override { inside_ = inside_ && name != "cellXfs"; }
    void text(std::string_view /*piece*/) override {}

private:
    std::map<int, bool> custom_;
    bool inside_ = false;
};

class StringReader final : public XmlReader {
public:
    explicit StringReader(SharedStrings &strings) : strings_{strings} {}
    bool too_much = false;
    void start(std::string_view name, XmlAttributes const & /*attributes*/) override {
        if (name == "si") {
            strings_.begin();
        }
        phonetic_ = phonetic_ || name == "rPh";
        wanted_ = name == "t" && !phonetic_;
    }
    void end(std::string_view name) override {
        phonetic_ = phonetic_ && name != "rPh";
        wanted_ = false;
        too_much = strings_.bytes() > most_of_strings;
        enough = too_much;
    }
    void text(std::string_view piece) override {
        if (wanted_) {
            strings_.append(piece);
        }
    }

private:
    SharedStrings &strings_;
    bool phonetic_ = false, wanted_ = false;
};

/// A target is relative to the folder of its source, or absolute within the package.
std::string resolved(std::string_view folder, std::string_view target) {
    if (target.starts_with('/')) {
        return std::string{target.substr(1)};
    }
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        auto const up = folder.find_last_of('/', folder.size() < 2 ? 0 : folder.size() - 2);
        folder = up == std::string_view::npos ? std::string_view{} : folder.substr(0, up + 1);
    }
    return std::string{folder} + std::string{target};
}

std::string folder_of(std::string const &part) {
    return part.substr(0, part.find_last_of('/') + 1);
}

Result<std::vector<Relationship>> relationships_of(ZipFile &zip, std::string const &part) {
    auto const folder = folder_of(part);
    auto const rels = folder + "_rels/" + part.substr(folder.size()) + ".rels";
    RelationshipReader reader;
    if (zip.has(rels)) {
        if (auto read = read_xml_part(zip, rels, most_in_a_list, reader); !read) {
            return std::move(read).fault();
        }
    }
    return std::move(reader.all);
}

/// The strict variant of the format has types of its own with the same last word.
std::optional<std::string> target_of_type(std::vector<Relationship> const &all, std::string_view folder,
                                          std::string_view type) {
    for (auto const &one : all) {
        if (one.type.ends_with(type)) {
            return resolved(folder, one.target);
        }
    }
    return std::nullopt;
}

base::Fault no_workbook(ZipFile const &zip) {
    if (zip.has("content.xml")) {
        return base::fault(Trouble::bad_input, "这是 ODS 表格；请另存为 .xlsx 或 CSV",
                           "this is an ODS spreadsheet; save it as .xlsx or CSV");
    }
    if (zip.has("xl/workbook.bin")) {
        return base::fault(Trouble::bad_input, "这是 .xlsb 表格；请另存为 .xlsx 或 CSV",
                           "this is an .xlsb workbook; save it as .xlsx or CSV");
    }
    return base::fault(
        Trouble::bad_input, "这是压缩包或其他文档，不是表格；请解压后选择里面的名单",
        "this is an archive or another document, not a spreadsheet; unpack it and choose the roster "
        "inside");
}

Result<std::string> find_sheet(WorkbookReader const &workbook, std::vector<Relationship> const &all,
                               std::string_view folder) {
    std::string first;
    for (auto const &sheet : workbook.sheets) {
        auto const found =
            std::find_if(all.begin(), all.end(), [&](Relationship const &r) { return r.id == sheet.id; });
        if (found == all.end() || !found->type.ends_with("/worksheet")) {
            continue;
        }
        auto part = resolved(folder, found->target);
        if (sheet.visible) {
            return part;
        }
        first = first.empty() ? part : first;
    }
    if (first.empty()) {
        return base::fault(Trouble::bad_input, "工作簿里没有工作表", "the workbook has no worksheet");
    }
    return first;
}

Result<> read_strings(ZipFile &zip, std::string const &part, SharedStrings &strings) {
    StringReader reader{strings};
    auto read = read_xml_part(zip, part, most_in_a_part, reader);
    if (read && reader.too_much) {
        return base::fault(Trouble::bad_input, "表格里的文字超过 {} MB；请只保留名单所在的工作表",
                           "the workbook holds more than {} MB of text; keep only the sheet with the roster",
                           most_of_strings / 1'000'000);
    }
    return read;
}

} // namespace

void SharedStrings::append(std::string_view piece) {
    if (!ends_.empty()) {
        text_ += piece;
    }
}

std::string_view SharedStrings::at(std::size_t index) const {
    if (index >= ends_.size()) {
        return {};
    }
    auto const end = index + 1 < ends_.size() ? ends_[index + 1] : text_.size();
    return std::string_view{text_}.substr(ends_[index], end - ends_[index]);
}

Result<Workbook> read_workbook(ZipFile &zip) {
    auto const package = relationships_of(zip, "");
    if (!package) {
        return package.fault();
    }
    auto const main = target_of_type(*package, "", "/officeDocument").value_or("xl/workbook.xml");
    if (!zip.has(main) || !main.ends_with(".xml")) {
        return no_workbook(zip);
    }
    WorkbookReader reader;
    auto const all = relationships_of(zip, main);
    auto read = read_xml_part(zip, main, most_in_a_list, reader);
    if (!all || !read) {
        return all ? std::move(read).fault() : all.fault();
    }
    if (reader.sheets.empty()) {
        return no_workbook(zip);
    }
    auto const folder = folder_of(main);
    auto sheet = find_sheet(reader, *all, folder);
    if (!sheet) {
        return std::move(sheet).fault();
    }
    Workbook workbook{*std::move(sheet), reader.from_1904, {}, {}};
    if (auto const part = target_of_type(*all, folder, "/sharedStrings"); part && zip.has(*part)) {
        read = read_strings(zip, *part, workbook.strings);
    }
    StyleReader styles;
    if (auto const part = target_of_type(*all, folder, "/styles"); read && part && zip.has(*part)) {
        read = read_xml_part(zip, *part, most_in_a_list, styles);
    }
    if (!read) {
        return std::move(read).fault();
    }
    workbook.date_styles = std::move(styles.dates);
    return workbook;
}

} // namespace desk
