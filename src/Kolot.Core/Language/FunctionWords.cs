using System.Collections.Frozen;

namespace Kolot.Core.Language;

/// <summary>The small words by which languages of Latin letters give themselves away, and those service talk adds.</summary>
internal static class FunctionWords
{
    /// <summary>Other Latin languages: known only so as not to be taken for one of ours.</summary>
    public const string Another = "";

    private const string English =
        "the and is was are were be been have has had with this that they them their what which who when where how you your " +
        "not it its it's i'm i my we our of to for from at but very so too there would could should will can don't didn't " +
        "never always all any good great bad service thanks thank please excellent love nice best worst help order delivery " +
        "customer terrible awesome amazing slow fast staff price money because about just only after before an by";

    private const string French =
        "le les est et une des du pas je vous nous il elle ils sont été avec pour dans mais très merci c'est ce cette ces que " +
        "qui sur votre mon ma au aux j'ai n'est qu'il d'un d'une l'équipe bien beaucoup toujours jamais bonjour livraison";

    private const string Spanish =
        "el los las y es está están del muy pero gracias con por para una mi su sus lo fue son nos yo ellos servicio bueno buena " +
        "bien siempre nunca también más qué cuando porque hay todo nada atención tiempo precio pedido hola";

    private const string Others =
        "der die das und ist nicht ich sie wir ein eine mit für auf von zu den dem sehr war danke gut " +
        "il gli che di è sono non ho della molto grazie per una con servizio " +
        "o os e um uma não muito obrigado obrigada com do da é mas para que por " +
        "het een niet ik van en dat zijn goed bedankt met voor was " +
        "och att jag är det inte på som tack bra ja nie się jest na bardzo czy to dziękuję " +
        "și este nu foarte mulțumesc ve bir bu çok için teşekkürler";

    private static readonly FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> Languages = Gather();

    /// <summary>The languages in which the word is one of the small ones.</summary>
    public static ReadOnlySpan<string> LanguagesOf(ReadOnlySpan<char> word) =>
        Languages.TryGetValue(word, out var languages) ? languages : [];

    private static FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> Gather()
    {
        (string Language, string Words)[] lists = [("en", English), ("fr", French), ("es", Spanish), (Another, Others)];
        return lists
            .SelectMany(list => list.Words.Split(' ').Distinct().Select(word => (Word: word, list.Language)))
            .GroupBy(pair => pair.Word, pair => pair.Language)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
