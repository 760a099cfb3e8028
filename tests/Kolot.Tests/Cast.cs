using Kolot.Core.Organisation;

namespace Kolot.Tests;

/// <summary>Somebody in the café, or at its door.</summary>
/// <param name="Name">The name.</param>
/// <param name="Mail">The mail address.</param>
/// <param name="Role">What the café trusts them with; null for strangers.</param>
/// <param name="Reach">How far they see.</param>
/// <param name="Unit">The unit they belong to, by code.</param>
public sealed record Person(string Name, string Mail, Role? Role = null, Reach Reach = Reach.All, string? Unit = null);

/// <summary>The people of Café Tamar, which has two branches: Haifa, with a kitchen of its own, and Yafo.</summary>
public static class Cast
{
    public static readonly Person Tamar = new("תמר אלון", "tamar@cafe.example", Role.Owner);
    public static readonly Person Yoav = new("יואב כהן", "yoav@cafe.example", Role.Manager, Reach.Subtree, "haifa");
    public static readonly Person Dana = new("דנה לוי", "dana@cafe.example", Role.Agent, Reach.Team, "haifa");
    public static readonly Person Omer = new("עומר חדד", "omer@cafe.example", Role.Agent, Reach.Team, "yafo");
    public static readonly Person Noa = new("נועה פרץ", "noa@cafe.example", Role.Viewer);
    public static readonly Person Ron = new("רון ביטון", "ron@cafe.example", Role.Analyst);
    public static readonly Person Lior = new("ליאור שגב", "lior@cafe.example", Role.Finance);

    /// <summary>Has an account, but does not belong to the café.</summary>
    public static readonly Person Gil = new("גיל זר", "gil@bakery.example");

    public static IReadOnlyList<Person> All { get; } = [Tamar, Yoav, Dana, Omer, Noa, Ron, Lior, Gil];
}
