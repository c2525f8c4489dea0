// SPDX-License-Identifier: GPL-3.0-or-later
#include "folder/folder_port.hpp"
#include "print/driver.hpp"

namespace print {

namespace {

/// Two names of one folder must not be two printers: absolute, links followed as far as they exist.
std::filesystem::path one_spelling(std::filesystem::path const &folder) {
    std::error_code error;
    auto const whole = std::filesystem::absolute(folder, error);
    if (error) {
        return folder; // the current folder is gone; nothing can be printed there
    }
    auto path = std::filesystem::weakly_canonical(whole, error);
    if (error) {
        path = whole.lexically_normal();
    }
    return path.has_filename() ? path : path.parent_path();
}

class FolderDriver final : public Driver {
public:
    FolderDriver(std::filesystem::path const &folder, bool png) : port_{one_spelling(folder)}, png_{png} {}

    [[nodiscard]] std::string name() const override { return "folder:" + port_.folder().string(); }

    base::Result<Standing> ask() override {
        Standing standing;
        standing.reasons.insert(port_.writable() ? Reason::idle : Reason::unwritable);
        standing.model = "folder";
        standing.media = png_ ? "PDF, PNG" : "PDF";
        standing.counters = counters();
        return standing;
    }

    base::Result<> check(Page const & /*page*/) override { return {}; }

    base::Result<> send(Job const &job, Artwork &artwork) override {
        if (png_) {
            if (auto put = deliver(artwork.png(), job.serial + ".png"); !put) {
                return put;
            }
        }
        // The PDF comes last: it is what a look takes as the sign that all is there.
        return deliver(artwork.pdf(), job.serial + ".pdf");
    }

    base::Result<Look> look(std::span<Job const> sent) override {
        auto standing = ask();
        if (!standing) {
            return std::move(standing).fault();
        }
        Look look{std::move(*standing), {}};
        for (auto const &job : sent) {
            auto const name = job.serial + ".pdf";
            look.receipts.push_back(
                port_.has(name) ? Receipt{Outcome::printed, counters(), (port_.folder() / name).string()}
                                : Receipt{Outcome::not_printed, counters(), {}});
        }
        return look;
    }

private:
    [[nodiscard]] Counters counters() const { return {port_.folder().string(), {}, {}, {}}; }

    base::Result<> deliver(base::Result<base::Bytes> file, std::string const &name) {
        if (!file) {
            return std::move(file).fault();
        }
        if (auto sent = port_.send(*file); !sent) {
            return sent;
        }
        auto put = port_.commit(name);
        return put ? base::Result<>{} : std::move(put).fault();
    }

    FolderPort port_;
    bool png_;
};

base::Result<std::unique_ptr<Driver>> open_folder(Uri const &uri, base::Clock const & /*clock*/) {
    if (uri.path.empty()) {
        return base::fault(base::Trouble::usage, "“{}”：请写明文件夹，例如 folder:打印输出",
                           "'{}': name the folder, such as folder:prints", uri.text);
    }
    auto const format = uri.value("format", "pdf");
    if (format != "pdf" && format != "png") {
        return base::fault(base::Trouble::usage, "“{}”：format 只能是 pdf 或 png（png 同时写 PDF）",
                           "'{}': format is pdf, or png for a PNG beside the PDF", uri.text);
    }
    return std::unique_ptr<Driver>{std::make_unique<FolderDriver>(uri.path, format == "png")};
}

} // namespace

Family const &folder_family();

Family const &folder_family() {
    static Family const family{
        "folder", "folder",
        [] {
            return base::Words{"打印到文件夹：每张相片纸一个 PDF", "prints into a folder: one PDF a sheet"};
        },
        open_folder, [](base::Clock const &) { return std::vector<Sighting>{}; }};
    return family;
}

} // namespace print
