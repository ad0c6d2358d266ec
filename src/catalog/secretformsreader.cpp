#include "secretformsreader.h"

#include "servicedescription.h"

#include <algorithm>

namespace tc {

namespace {

using L = QLatin1String;

void readPrefix(const Section &item, ServiceDescription &description)
{
    const SecretPrefix prefix {item.text(L("prefix")), item.text(L("environment")),
                               item.localized(L("unsupported"))};
    const qsizetype shortest = 3; // less than that begins too much else
    if (std::any_of(description.prefixes.cbegin(), description.prefixes.cend(),
                    [&prefix](const SecretPrefix &other) { return other.text == prefix.text; }))
        item.complain(L("prefix"), DescriptionError::tr("“%1” is there twice.").arg(prefix.text));
    const bool isPattern = prefix.text.contains(u'*');
    if (prefix.text.section(u'*', 0, 0).size() < shortest)
        item.complain(L("prefix"), DescriptionError::tr("A prefix begins with three characters or more."));
    if (isPattern && (prefix.text.count(u'*') > 1 || prefix.unsupported.isEmpty()))
        item.complain(
            L("prefix"),
            DescriptionError::tr("One “*” may stand in the prefix of tokens that are not supported."));
    description.prefixes.append(prefix);
    if (prefix.unsupported.isEmpty())
        description.secretPrefixes.append(prefix.text);
    if (prefix.environmentId.isEmpty())
        return;
    if (!description.environment(prefix.environmentId))
        item.complain(L("environment"),
                      DescriptionError::tr("There is no environment “%1”.").arg(prefix.environmentId));
    description.prefixEnvironments.insert(prefix.text, prefix.environmentId);
}

} // namespace

void readSecretForms(const Section &root, ServiceDescription &description)
{
    for (const Section &item : root.sections(L("secretPrefixes")))
        readPrefix(item, description);
    const Section form = root.section(L("secretForm"));
    if (form.text(L("kind")) == L("id|secret"))
        description.secretForm = SecretForm::IdAndSecret;
    if (form.text(L("checksum")) == L("crc32-hex"))
        description.secretChecksum = SecretChecksum::Crc32Hex;
}

} // namespace tc
