// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/photos.hpp"
#include "desk/proof.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <map>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Trouble;

namespace {

struct Outgoing {
    store::Person person;
    std::string photo; ///< digest
    std::string name;
};

base::Result<std::string> name_for(store::Person const &person, std::string const &name_template) {
    std::map<std::string, std::string, std::less<>> const tokens{
        {"学号", person.student_no}, {"姓名", person.name}, {"身份证号", person.id_no},
        {"考生号", person.exam_no},  {"学院", person.unit}, {"班级", person.class_name}};
    std::string name;
    for (std::size_t at = 0; at < name_template.size();) {
        auto const open = name_template.find('{', at);
        auto const close = open == std::string::npos ? open : name_template.find('}', open);
        name += name_template.substr(at, open - at);
        if (open == std::string::npos) {
            break;
        }
        if (close == std::string::npos) {
            return fault(Trouble::usage, "“{}”里的花括号没有合上；要写成 {{学号}} 这样",
                         "a brace in '{}' is not closed; write it like {{学号}}", name_template);
        }
        auto const token = name_template.substr(open + 1, close - open - 1);
        auto const found = tokens.find(token);
        if (found == tokens.end()) {
            return fault(Trouble::usage, "文件名里不能用“{}”；可以用 学号 姓名 身份证号 考生号 学院 班级",
                         "a file name knows no '{}'; there are 学号 姓名 身份证号 考生号 学院 班级", token);
        }
        if (found->second.empty()) {
            return fault(Trouble::bad_input, "学号 {} 没有“{}”，不能用它命名",
                         "student number {} has no '{}' to be named by", person.student_no, token);
        }
        name += found->second;
        at = close + 1;
    }
    // What no file system takes, and what other systems stumble over.
    auto const bad = name.find_first_of("/\\:*?\"<>|");
    if (bad != std::string::npos || name.empty()) {
        return fault(Trouble::bad_input, "“{}”不能作文件名", "'{}' cannot be a file name", name);
    }
    return name;
}

/// With an extension. Where nobody asks for another name, it is that of the notice.
std::string template_for(Station const &station, std::string const &asked) {
    auto const &photo = station.profile().photo;
    auto const &name = !asked.empty() || photo.file_name.empty() ? asked : photo.file_name;
    auto const has_extension = name.ends_with(".jpg") || name.ends_with(".JPG");
    return (name.empty() ? "{学号}" : name) + (has_extension ? "" : "." + photo.extension);
}

base::Result<std::vector<Outgoing>> outgoing(Station &station, std::string const &name_template) {
    auto due = store::due(station.store(), station.campaign().id, {});
    if (!due) {
        return std::move(due).fault();
    }
    std::vector<Outgoing> files;
    std::map<std::string, std::string> taken;
    for (auto const &one : *due) {
        if (one.photo.empty()) {
            continue;
        }
        auto whole = store::person(station.store(), one.person.id); // with the ID number
        if (!whole || !*whole) {
            return whole ? fault(Trouble::not_found, "查无此人", "nobody there") : base::Fault{whole.fault()};
        }
        auto name = name_for(**whole, name_template);
        if (!name) {
            return std::move(name).fault();
        }
        auto const [other, fresh] = taken.emplace(*name, one.person.student_no);
        if (!fresh) {
            return fault(Trouble::bad_input,
                         "学号 {} 和 {} 会得到同一个文件名“{}”；请在 --name 里加上 {{学号}}",
                         "student numbers {} and {} would both be named '{}'; add {{学号}} to --name",
                         other->second, one.person.student_no, *name);
        }
        files.push_back({std::move(**whole), one.photo, std::move(*name)});
    }
    return files;
}

base::Result<> refuse_other_files(fs::path const &folder, std::vector<Outgoing> const &files) {
    for (auto const &file : files) {
        auto const path = folder / file.name;
        std::error_code ignored;
        if (!fs::exists(path, ignored)) {
            continue;
        }
        constexpr std::uintmax_t most = 200U << 20U;
        auto const there = base::read_file(path, most);
        if (!there || base::sha256(*there).hex() != file.photo) {
            return fault(Trouble::bad_input, "“{}”已经有了，而且内容不同；请换一个文件夹",
                         "'{}' is there already and is another photo; choose another folder", path.string());
        }
    }
    return {};
}

} // namespace

base::Result<PhotoExport> export_photos(Station &station, fs::path const &folder,
                                        std::string const &name_template) {
    if (auto may = check_export(station); !may) {
        return std::move(may).fault();
    }
    auto files = outgoing(station, template_for(station, name_template));
    if (!files) {
        return std::move(files).fault();
    }
    if (auto fine = refuse_other_files(folder, *files); !fine) {
        return std::move(fine).fault();
    }
    if (auto made = base::make_folders(folder); !made) {
        return std::move(made).fault();
    }
    PhotoExport report{0, folder, {}};
    for (auto const &file : *files) {
        station.setting().progress.at({"导出照片", "writing photos"}, report.files, files->size());
        auto const photo = station.store().kept(file.photo);
        if (!photo) {
            return base::Fault{photo.fault()};
        }
        if (auto written = base::write_file(folder / file.name, *photo); !written) {
            return std::move(written).fault();
        }
        report.files += 1;
        report.photos.push_back({file.person, file.photo, file.name, photo->size()});
    }
    station.setting().progress.at({"导出照片", "writing photos"}, report.files, files->size());
    return report;
}

} // namespace desk
