"""customers_csv.py [ROWS] [SEED]: customers as the import takes them, made up but true to form, as CSV.

The same rows for the same seed. Unified social credit codes carry both check characters (GB 11714
inside, GB 32100 outside); telephones, postal codes and districts fit the city. Whoever is really called
so is meant by none of them.
"""
import csv
import datetime
import json
import random
import sys

COLUMNS = ["external_id", "party", "customer_class", "kind", "name", "short_name", "unified_social_credit_code",
           "legal_form", "legal_representative", "registered_capital_fen", "founded_on", "hospital_grade",
           "specialty", "beds", "gender", "born_on", "phone", "email", "province", "city", "district", "address",
           "postal_code", "contacts", "source", "remarks"]

# city, province, code of the region, area code, postal code, districts, how often
CITIES = [
    ("杭州市", "浙江省", "3301", "0571", "3100", ["西湖区", "上城区", "拱墅区", "滨江区", "萧山区", "余杭区"], 9),
    ("宁波市", "浙江省", "3302", "0574", "3150", ["海曙区", "鄞州区", "江北区", "北仑区"], 5),
    ("温州市", "浙江省", "3303", "0577", "3250", ["鹿城区", "龙湾区", "瓯海区"], 4),
    ("上海市", "上海市", "3101", "021", "2000", ["黄浦区", "徐汇区", "静安区", "浦东新区", "杨浦区", "闵行区"], 10),
    ("南京市", "江苏省", "3201", "025", "2100", ["玄武区", "秦淮区", "鼓楼区", "江宁区", "建邺区"], 7),
    ("苏州市", "江苏省", "3205", "0512", "2150", ["姑苏区", "虎丘区", "吴中区", "相城区"], 6),
    ("合肥市", "安徽省", "3401", "0551", "2300", ["庐阳区", "蜀山区", "包河区", "瑶海区"], 4),
    ("福州市", "福建省", "3501", "0591", "3500", ["鼓楼区", "台江区", "仓山区", "晋安区"], 4),
    ("南昌市", "江西省", "3601", "0791", "3300", ["东湖区", "西湖区", "青山湖区"], 3),
    ("济南市", "山东省", "3701", "0531", "2500", ["历下区", "市中区", "槐荫区", "天桥区"], 5),
    ("青岛市", "山东省", "3702", "0532", "2660", ["市南区", "市北区", "崂山区", "黄岛区"], 5),
    ("北京市", "北京市", "1101", "010", "1000", ["东城区", "西城区", "朝阳区", "海淀区", "丰台区", "通州区"], 10),
    ("天津市", "天津市", "1201", "022", "3000", ["和平区", "河西区", "南开区", "滨海新区"], 4),
    ("石家庄市", "河北省", "1301", "0311", "0500", ["长安区", "桥西区", "新华区", "裕华区"], 4),
    ("太原市", "山西省", "1401", "0351", "0300", ["小店区", "迎泽区", "杏花岭区"], 3),
    ("沈阳市", "辽宁省", "2101", "024", "1100", ["和平区", "沈河区", "铁西区", "皇姑区"], 4),
    ("哈尔滨市", "黑龙江省", "2301", "0451", "1500", ["道里区", "南岗区", "香坊区"], 3),
    ("郑州市", "河南省", "4101", "0371", "4500", ["中原区", "金水区", "二七区", "管城回族区"], 5),
    ("武汉市", "湖北省", "4201", "027", "4300", ["江岸区", "江汉区", "武昌区", "洪山区", "汉阳区"], 6),
    ("长沙市", "湖南省", "4301", "0731", "4100", ["芙蓉区", "天心区", "岳麓区", "雨花区"], 5),
    ("广州市", "广东省", "4401", "020", "5100", ["越秀区", "天河区", "海珠区", "白云区", "番禺区"], 9),
    ("深圳市", "广东省", "4403", "0755", "5180", ["福田区", "罗湖区", "南山区", "宝安区", "龙岗区"], 8),
    ("南宁市", "广西壮族自治区", "4501", "0771", "5300", ["青秀区", "兴宁区", "西乡塘区"], 3),
    ("重庆市", "重庆市", "5001", "023", "4000", ["渝中区", "江北区", "沙坪坝区", "渝北区"], 6),
    ("成都市", "四川省", "5101", "028", "6100", ["锦江区", "青羊区", "金牛区", "武侯区", "成华区"], 7),
    ("昆明市", "云南省", "5301", "0871", "6500", ["五华区", "盘龙区", "官渡区"], 3),
    ("西安市", "陕西省", "6101", "029", "7100", ["碑林区", "雁塔区", "莲湖区", "未央区"], 5),
    ("兰州市", "甘肃省", "6201", "0931", "7300", ["城关区", "七里河区", "安宁区"], 2),
    ("乌鲁木齐市", "新疆维吾尔自治区", "6501", "0991", "8300", ["天山区", "沙依巴克区", "新市区"], 2),
]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
DOUBLE_SURNAMES = ["欧阳", "上官", "司马", "诸葛"]
GIVEN = {"MALE": "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆昊博文志远建国永新立成德海东林峰",
         "FEMALE": "芳娜敏静丽艳娟霞秀英玲桂兰红梅燕洁雪琴倩婷颖欣怡佳慧琳莉萍丹蕾薇晓春云月华"}
STREETS = ["人民路", "解放路", "中山路", "建设路", "文化路", "和平路", "新华路", "朝阳路", "长江路", "黄河路", "学院路",
           "体育场路", "健康路", "工业大道", "科技大道", "滨河路", "迎宾大道", "光明路", "友谊路", "胜利街"]
MARKS = ["康", "健", "博", "泰", "华", "新", "德", "瑞", "安", "宁", "复", "恒", "正", "益", "诚", "信", "美", "佳", "天", "和"]
TRADES = ["假肢矫形器", "康复器械", "医疗器械", "义肢", "康复辅具", "矫形技术", "骨科器材", "医用材料"]
POSITIONS = ["采购经理", "设备科主任", "总经理", "康复科主任", "骨科主任", "业务主管", "财务负责人", "院长助理"]
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = [pow(3, place, 31) for place in range(17)]
ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]


def credit_code(authority, kind, region, body):
    """18 characters: who registers, what, where, the organisation's 8 and its check, and the check over all."""
    check = 11 - sum(ORGANISATION.index(c) * w for c, w in zip(body, ORGANISATION_WEIGHTS)) % 11
    code = f"{authority}{kind}{region}{body}{ {10: 'X', 11: '0'}.get(check, check)}"
    rest = sum(CREDIT.index(c) * w for c, w in zip(code, CREDIT_WEIGHTS)) % 31
    return code + CREDIT[(31 - rest) % 31]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.taken = set()

    def unused(self, make):
        """What make() gives, once only."""
        while True:
            made = make()
            if made not in self.taken:
                self.taken.add(made)
                return made

    def pick(self, *choices, weights=None):
        return self.random.choices(choices, weights)[0]

    def person(self, gender=None):
        surname = self.random.choice(DOUBLE_SURNAMES) if self.random.random() < 0.01 else self.random.choice(SURNAMES)
        given = GIVEN[gender or self.pick("MALE", "FEMALE")]
        return surname + "".join(self.random.choices(given, k=self.pick(1, 2, weights=(2, 5))))

    def mobile(self):
        return self.unused(lambda: f"1{self.pick('38', '39', '50', '58', '77', '82', '86', '88', '91', '99')}"
                           f"{self.random.randrange(10 ** 8):08d}")

    def landline(self, area):
        digits = 8 if len(area) == 3 or area in ("0571", "0512", "0755", "0311", "0371", "0731", "0531", "0532") else 7
        return self.unused(lambda: f"{area}-{self.pick(*'2568')}{self.random.randrange(10 ** (digits - 1)):0{digits - 1}d}")

    def code(self, authority, kind, region):
        return self.unused(lambda: credit_code(authority, kind, region, self.pick("MA", "55", "73", "10") +
                                               "".join(self.random.choices("0123456789", k=4)) +
                                               "".join(self.random.choices("ACDEFGHJKLMNPQRTUWXY0123456789", k=2))))

    def day(self, first, last):
        start = datetime.date(first, 1, 1)
        return str(start + datetime.timedelta(self.random.randrange((datetime.date(last, 12, 31) - start).days)))

    def place(self):
        city, province, region, area, postal, districts, _ = self.random.choices(
            CITIES, [one[-1] for one in CITIES])[0]
        district = self.random.randrange(len(districts))
        return {"city": city, "province": province, "district": districts[district],
                "address": f"{self.random.choice(STREETS)} {self.random.randrange(1, 999)} 号" +
                           self.pick("", f" {self.random.randrange(1, 30)} 楼", f" {self.random.randrange(1, 20)} 幢"),
                "postal_code": f"{postal}{self.random.randrange(100):02d}"}, f"{region}{district + 2:02d}", area

    def contacts(self):
        return json.dumps([{"name": self.person(), "position": self.random.choice(POSITIONS), "phone": self.mobile()}
                           for _ in range(self.pick(1, 2, weights=(4, 1)))], ensure_ascii=False, separators=(",", ":"))

    def hospital(self, short):
        """name, grade, specialty, beds"""
        level = self.pick(1, 2, 3, weights=(3, 5, 2))
        grade = f"{level}{self.pick('A', 'B', 'C', weights=(5, 3, 1))}"
        specialty = self.pick("GENERAL", "ORTHOPAEDIC", "TRAUMA", "OTHER", weights=(6, 2, 1, 2))
        ordinal = self.pick("第一", "第二", "第三", "第四", "第五", "")
        name = {"GENERAL": lambda: f"{short}{self.pick('市', '')}{ordinal}{self.pick('人民医院', '中医院', '中心医院')}",
                "ORTHOPAEDIC": lambda: f"{short}{''.join(self.random.choices(MARKS, k=2))}骨科医院",
                "TRAUMA": lambda: f"{short}{''.join(self.random.choices(MARKS, k=2))}创伤医院",
                "OTHER": lambda: f"{short}{''.join(self.random.choices(MARKS, k=2))}康复医院"}[specialty]
        return name, grade, specialty, self.random.randrange(40, 300) * level

    def organisation(self):
        place, region, area = self.place()
        short = place["city"].removesuffix("市")
        kind = self.pick("MEDICAL_INSTITUTION", "DISTRIBUTOR", "DIRECT_DISTRIBUTOR", "OTHER_ENTERPRISE",
                         weights=(45, 30, 15, 10))
        row = {"party": "ORGANISATION", "kind": kind, "customer_class": "ENTERPRISE", **place}
        if kind == "MEDICAL_INSTITUTION":
            name, row["hospital_grade"], row["specialty"], row["beds"] = self.hospital(short)
            public = row["specialty"] == "GENERAL"
            row["legal_form"] = "PUBLIC_INSTITUTION" if public else self.pick("COMPANY", "SOCIAL_SERVICE_INSTITUTION")
            authority = {"PUBLIC_INSTITUTION": ("1", "2"), "SOCIAL_SERVICE_INSTITUTION": ("5", "2")}.get(
                row["legal_form"], ("9", "1"))
            # There are few ordinals: others are told apart by their district, or get a name of their own.
            names = iter([name(), f"{name()}（{place['district']}院区）"])
            row["name"] = self.unused(lambda: (next(
                names, f"{short}{''.join(self.random.choices(MARKS, k=3))}医院"), short))[0]
        else:
            row["legal_form"] = self.pick("COMPANY", "PARTNERSHIP", "INDIVIDUAL", weights=(90, 5, 5))
            authority = ("9", "2" if row["legal_form"] == "INDIVIDUAL" else "1")
            ending = {"COMPANY": self.pick("有限公司", "有限责任公司", "股份有限公司", weights=(8, 1, 1)),
                      "PARTNERSHIP": "（有限合伙）", "INDIVIDUAL": "经营部"}[row["legal_form"]]
            stem = self.unused(lambda: (f"{short}{''.join(self.random.choices(MARKS, k=self.pick(2, 3)))}"
                                        f"{self.random.choice(TRADES)}", short))[0]
            row["name"] = stem + ending
            row["short_name"] = stem.removeprefix(short)[:4]
            row["registered_capital_fen"] = self.pick(50, 100, 200, 500, 1000, 3000) * 1_000_000
        row["unified_social_credit_code"] = self.code(*authority, region)
        row["legal_representative"] = self.person()
        row["founded_on"] = self.day(1985, 2024)
        row["phone"] = self.landline(area)
        row["contacts"] = self.contacts()
        if self.random.random() < 0.3:
            row["email"] = f"{self.pick('office', 'caigou', 'info', 'sales')}{self.random.randrange(1000)}@example.cn"
        return row

    def private(self):
        place, _, _ = self.place()
        gender = self.pick("FEMALE", "MALE")
        return {"party": "PERSON", "customer_class": self.pick("RETAIL", "INTERNAL_RELATED", weights=(97, 3)),
                "name": self.person(gender), "gender": gender, "born_on": self.day(1935, 2010), "phone": self.mobile(),
                **place}

    def row(self, number):
        row = self.organisation() if self.random.random() < 0.8 else self.private()
        row["external_id"] = f"K{number:06d}"
        row["source"] = self.pick("SELF_DEVELOPED", "WALK_IN", "REFERRAL", "ADVERTISING", "EXHIBITION", "OTHER",
                                  weights=(40, 10, 20, 10, 15, 5))
        if self.random.random() < 0.1:
            row["remarks"] = self.pick("展会上认识，希望先看样品。", "要求月结 30 天, 待商务部确认", "原客户\"康源\"介绍\n下周回访",
                                       "偏好碳纤储能脚板；预算有限", "仅限工作日送货")
        return row


def rows(count=10_000, seed=7):
    maker = Maker(seed)
    return [maker.row(number) for number in range(1, count + 1)]


def write(made, to):
    writer = csv.DictWriter(to, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(made)


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    sys.stdout.reconfigure(newline="")
    write(rows(*arguments), sys.stdout)
