// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/templates.hpp"
#include "base/files.hpp"
#include <array>
#include <fmt/format.h>
#include <kainjow/mustache.hpp>
#include <mutex>
#include <vector>

namespace web {

namespace fs = std::filesystem;
namespace mustache = kainjow::mustache;
using base::Language;
using base::Trouble;

namespace {

constexpr std::uintmax_t largest_page = 1'000'000;
constexpr std::array languages{Language::zh, Language::en};

/// Parsed pages know where they are in a rendering, so each thread takes one from the shelf for its own.
struct Page {
    std::string source;
    std::vector<std::unique_ptr<mustache::mustache>> idle;
};

/// Turns a model into what mustache reads.
class Builder final : public base::JsonVisitor {
public:
    void text(std::string const &value) override {
        if (value.empty()) {
            put(false); // shows nothing, and is no reason to show what stands around it
        } else {
            put(value);
        }
    }
    void number(std::string const &written) override { put(written); }
    void flag(bool value) override { put(value); }
    void begin_list() override {
        open_.push_back({mustache::data{mustache::data::type::list}, std::move(key_)});
    }
    void begin_object() override {
        open_.push_back({mustache::data{mustache::data::type::object}, std::move(key_)});
    }
    void key(std::string const &name) override { key_ = name; }
    void end() override {
        auto done = std::move(open_.back());
        open_.pop_back();
        if (open_.empty()) {
            result = std::move(done.value);
            return;
        }
        key_ = std::move(done.key);
        put(std::move(done.value));
    }

    mustache::data result;

private:
    struct Open {
        mustache::data value;
        std::string key; ///< in what it stands in
    };

    template <typename Value>
    void put(Value &&value) {
        if (open_.back().value.is_list()) {
            open_.back().value.push_back(mustache::data{std::forward<Value>(value)});
        } else {
            open_.back().value.set(key_, mustache::data{std::forward<Value>(value)});
        }
    }

    std::vector<Open> open_;
    std::string key_;
};

mustache::data data_of(base::Json const &model) {
    Builder builder;
    model.visit(builder);
    return std::move(builder.result);
}

} // namespace

struct Templates::Inner {
    std::string static_folder;
    std::map<Language, Texts> texts;
    std::map<Language, std::map<std::string, Page>> pages;
    std::mutex mutex;

    base::Result<std::string> with_words(std::string const &source, Language language) const;
    base::Result<> add(std::string const &name, std::string const &source);
    std::string render(std::string const &name, Language language, mustache::data const &model);
    std::unique_ptr<mustache::mustache> take(std::string const &name, Language language);
    void give_back(std::string const &name, Language language, std::unique_ptr<mustache::mustache> page);
};

base::Result<std::string> Templates::Inner::with_words(std::string const &source, Language language) const {
    static constexpr std::string_view file_mark = "static:";
    auto const &words = texts.at(language);
    std::string out;
    std::size_t at = 0;
    for (auto open = source.find("[["); open != std::string::npos; open = source.find("[[", at)) {
        auto const close = source.find("]]", open);
        if (close == std::string::npos) {
            break;
        }
        out += source.substr(at, open - at);
        auto const key = std::string_view{source}.substr(open + 2, close - open - 2);
        if (key.starts_with(file_mark)) {
            out += static_folder;
            out += key.substr(file_mark.size());
        } else if (auto const found = words.find(key); found != words.end()) {
            out += found->second;
        } else {
            return base::fault(Trouble::bad_input, "缺少文字“{}”", "the words '{}' are missing", key);
        }
        at = close + 2;
    }
    return out + source.substr(at);
}

using Sources = std::map<std::string, std::string>;

/// The page with every {{> part}} put in, so that nothing is looked up while it is rendered.
base::Result<std::string> with_parts(Sources const &sources, std::string const &name, int depth) {
    static constexpr std::string_view mark = "{{> ";
    static constexpr int deepest = 8;
    auto const source = sources.find(name);
    if (source == sources.end() || depth > deepest) {
        return base::fault(Trouble::bad_input, "没有页面“{}”，或者它套着自己",
                           "there is no page '{}', or it holds itself", name);
    }
    std::string out;
    std::size_t at = 0;
    auto const &text = source->second;
    for (auto open = text.find(mark); open != std::string::npos; open = text.find(mark, at)) {
        auto const close = std::min(text.find("}}", open), text.size() - 2);
        auto part =
            with_parts(sources, text.substr(open + mark.size(), close - open - mark.size()), depth + 1);
        if (!part) {
            return part;
        }
        out += text.substr(at, open - at) + *part;
        at = close + 2;
    }
    return out + text.substr(at);
}

base::Result<> Templates::Inner::add(std::string const &name, std::string const &source) {
    for (auto const language : languages) {
        auto text = with_words(source, language);
        if (!text) {
            return std::move(text).fault();
        }
        auto page = std::make_unique<mustache::mustache>(*text);
        if (!page->is_valid()) {
            return base::fault(Trouble::bad_input, "页面写错了：{}", "the page is wrong: {}",
                               page->error_message());
        }
        auto &kept = pages[language][name];
        kept.source = std::move(*text);
        kept.idle.push_back(std::move(page));
    }
    return {};
}

std::unique_ptr<mustache::mustache> Templates::Inner::take(std::string const &name, Language language) {
    std::string const *source = nullptr;
    {
        std::lock_guard const lock{mutex};
        auto &page = pages.at(language).at(name);
        if (!page.idle.empty()) {
            auto one = std::move(page.idle.back());
            page.idle.pop_back();
            return one;
        }
        source = &page.source; // never changed once loaded
    }
    return std::make_unique<mustache::mustache>(*source);
}

void Templates::Inner::give_back(std::string const &name, Language language,
                                 std::unique_ptr<mustache::mustache> page) {
    static constexpr std::size_t most_idle = 16;
    std::lock_guard const lock{mutex};
    auto &idle = pages.at(language).at(name).idle;
    if (idle.size() < most_idle) {
        idle.push_back(std::move(page));
    }
}

std::string Templates::Inner::render(std::string const &name, Language language,
                                     mustache::data const &model) {
    auto page = take(name, language);
    auto text = page->render(model);
    give_back(name, language, std::move(page));
    return text;
}

Templates::Templates(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Templates::Templates(Templates &&) noexcept = default;
Templates &Templates::operator=(Templates &&) noexcept = default;
Templates::~Templates() = default;

base::Result<Templates> Templates::load(fs::path const &home, std::string const &static_folder) {
    auto inner = std::make_unique<Inner>();
    inner->static_folder = static_folder;
    for (auto const &[language, file] :
         {std::pair{Language::zh, "zh.toml"}, std::pair{Language::en, "en.toml"}}) {
        auto texts = read_texts(home / "data" / "locale" / file);
        if (!texts) {
            return std::move(texts).fault();
        }
        inner->texts[language] = std::move(*texts);
    }
    auto const folder = home / "data" / "web" / "pages";
    Sources sources;
    std::error_code error;
    for (auto const &entry : fs::directory_iterator{folder, error}) {
        if (entry.path().extension() != ".html") {
            continue;
        }
        auto const source = base::read_file(entry.path(), largest_page);
        if (!source) {
            return base::Fault{source.fault()};
        }
        sources[entry.path().stem().string()] = base::as_text(*source);
    }
    if (error) {
        return base::fault(Trouble::not_found, "没有文件夹 {}", "there is no folder {}", folder.string());
    }
    for (auto const &[name, source] : sources) {
        auto whole = with_parts(sources, name, 0);
        auto added = whole ? inner->add(name, *whole) : base::Result<>{std::move(whole).fault()};
        if (!added) {
            return std::move(added).fault().within(
                base::words("读页面 {} 时", "while reading the page {}", name));
        }
    }
    return Templates{std::move(inner)};
}

bool Templates::has(std::string const &page) const {
    return inner_->pages.at(Language::zh).contains(page);
}

std::string const &Templates::text(Language language, std::string_view key) const {
    static std::string const nothing;
    auto const &texts = inner_->texts.at(language);
    auto const found = texts.find(key);
    return found == texts.end() ? nothing : found->second;
}

std::string Templates::render(std::string const &page, Language language, base::Json const &model) const {
    return inner_->render(page, language, data_of(model));
}

std::string Templates::framed(std::string const &frame, std::string const &page, Language language,
                              base::Json const &model) const {
    auto content = render(page, language, model);
    auto data = data_of(model);
    data.set("content", mustache::data{std::move(content)});
    return inner_->render(frame, language, data);
}

} // namespace web
