// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/profile.hpp"
#include <array>

namespace policy {

namespace {

using base::Words;

/// Sentences in the order of each enumeration.
template <typename Choice, std::size_t N>
Words sentence(std::array<Words, N> const &sentences, Choice choice) {
    return sentences.at(static_cast<std::size_t>(choice));
}

Words of(Glasses choice) {
    static std::array<Words, 4> const all{
        {{"常戴眼镜者戴眼镜", "those who wear glasses keep them on"},
         {"必须摘下眼镜", "glasses come off"},
         {"最好不戴眼镜，常戴者可以戴", "better without glasses; habitual wearers may keep them"},
         {"通知没有规定眼镜", "the notice says nothing of glasses"}}};
    return sentence(all, choice);
}

Words of(MakeUp choice) {
    static std::array<Words, 5> const all{{{"不宜化妆", "make-up is discouraged"},
                                           {"浓妆不予采集", "heavy make-up is refused"},
                                           {"可以淡妆，不能浓妆", "light make-up is allowed, heavy is not"},
                                           {"提倡素颜", "a bare face is preferred"},
                                           {"通知没有规定化妆", "the notice says nothing of make-up"}}};
    return sentence(all, choice);
}

Words of(Expression choice) {
    static std::array<Words, 3> const all{
        {{"嘴唇自然闭合", "lips closed"},
         {"可以微笑，不露牙齿", "a smile without teeth is allowed"},
         {"通知没有规定表情", "the notice says nothing of the expression"}}};
    return sentence(all, choice);
}

Words of(SecondProof choice) {
    static std::array<Words, 3> const all{{{"只看采集码", "the collection code is enough"},
                                           {"采集码和学生证都要", "collection code and student card"},
                                           {"采集码和身份证都要", "collection code and ID card"}}};
    return sentence(all, choice);
}

Words of(Order choice) {
    static std::array<Words, 4> const all{{{"按单位领号、叫号", "units draw a number and are called"},
                                           {"按学号从小到大", "by student number, ascending"},
                                           {"按时间表，先到先拍", "by schedule, first come first served"},
                                           {"按刷码后的拍摄序号", "by the number given after the swipe"}}};
    return sentence(all, choice);
}

Words of(Payer choice) {
    static std::array<Words, 5> const all{{{"单位提前收齐", "the unit collects beforehand"},
                                           {"班级按实际人数交费", "the class pays by head count"},
                                           {"学生拍摄前自己交费", "each student pays before shooting"},
                                           {"班级拍摄前交费", "the class pays before shooting"},
                                           {"通知没有规定交费", "the notice says nothing of payment"}}};
    return sentence(all, choice);
}

Words of(Retake choice) {
    static std::array<Words, 2> const all{
        {{"每人只能采集一次", "each person is captured once"},
         {"确认之前可以重拍，确认后不再更改", "retakes until confirmed, none after"}}};
    return sentence(all, choice);
}

Words of(ProofGate choice) {
    static std::array<Words, 3> const all{{{"校对完成后才上传学信网", "uploaded only after proofreading"},
                                           {"上传学信网后校对", "proofread after upload"},
                                           {"通知没有规定校对", "the notice says nothing of proofreading"}}};
    return sentence(all, choice);
}

Words of(PaperRoute choice) {
    static std::array<Words, 4> const all{
        {{"没有纸质照片", "no paper at all"},
         {"纸质照片交学校制证", "paper goes to the school for the certificates"},
         {"纸质照片交学院保存", "paper goes to the college"},
         {"现场拍摄的交学院；分散拍摄的邮寄学生本人，再整版交学院",
          "paper goes to the college; by mail to those captured elsewhere, who hand it in whole"}}};
    return sentence(all, choice);
}

Words fee(Profile const &profile) {
    if (profile.fee_fen == 0) {
        return {"通知没有写明费用", "the notice names no fee"};
    }
    auto const yuan = static_cast<double>(profile.fee_fen) / 100;
    if (profile.fee_elsewhere_fen == 0) {
        return base::words("每人 {:.2f} 元", "{:.2f} yuan a person", yuan);
    }
    return base::words("每人 {:.2f} 元，分散采集 {:.2f} 元", "{:.2f} yuan a person, {:.2f} elsewhere", yuan,
                       static_cast<double>(profile.fee_elsewhere_fen) / 100);
}

} // namespace

std::vector<Words> decisions(Profile const &profile) {
    std::vector<Words> lines{
        of(profile.glasses),    of(profile.make_up),    of(profile.expression), of(profile.second_proof),
        of(profile.order),      of(profile.payer),      fee(profile),           of(profile.retake),
        of(profile.proof_gate), of(profile.paper_route)};
    lines.push_back(base::words("照片文件 {} 到 {} 字节", "photo files of {} to {} bytes",
                                profile.least_bytes, profile.most_bytes));
    if (!profile.layout.empty()) {
        lines.push_back(base::words("版式 {}", "layout {}", profile.layout));
    }
    return lines;
}

} // namespace policy
