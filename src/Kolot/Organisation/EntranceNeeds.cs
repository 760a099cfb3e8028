using Kolot.Core.Organisation;

namespace Kolot.Organisation;

/// <summary>Who may come to a route. Every route says so with one of these; one that says nothing is closed.</summary>
public static class EntranceNeeds
{
    /// <summary>Open to members who have this right.</summary>
    public static T Needs<T>(this T route, Right right) where T : IEndpointConventionBuilder => route.WithMetadata(new Needed(right));

    /// <summary>Open to members who have this right and see the whole organisation: for what all of its units share.</summary>
    public static T NeedsWholeReach<T>(this T route, Right right) where T : IEndpointConventionBuilder => route.WithMetadata(new Needed(right, WholeReach: true));

    /// <summary>Open to every member, and outside of organisations to everyone who is signed in.</summary>
    /// <param name="route">The route.</param>
    /// <param name="reason">Why no right is needed: for whoever reads the code.</param>
    public static T OpenToMembers<T>(this T route, string reason) where T : IEndpointConventionBuilder =>
        route.WithMetadata(new OpenDoor(Members: true, reason));

    /// <summary>Open to anyone, signed in or not.</summary>
    /// <param name="route">The route.</param>
    /// <param name="reason">Why nobody needs to be known here: for whoever reads the code.</param>
    public static T OpenToAll<T>(this T route, string reason) where T : IEndpointConventionBuilder =>
        route.WithMetadata(new OpenDoor(Members: false, reason));

    /// <summary>Open only to who has proven within the last minutes who they are: for what a session left open at a counter must not do.</summary>
    /// <param name="route">The route.</param>
    /// <param name="instead">For what is saved and not shown: the page beside it to which the proof leads, for a browser stays where it was while it saves.</param>
    public static T NeedsFreshProof<T>(this T route, string? instead = null) where T : IEndpointConventionBuilder => route.WithMetadata(new FreshlyProven(instead));

    /// <summary>That a route needs a fresh proof.</summary>
    /// <param name="Instead">The page beside it to which the proof leads; null for the route itself.</param>
    internal sealed record FreshlyProven(string? Instead);

    /// <summary>A right that a route needs.</summary>
    internal sealed record Needed(Right Right, bool WholeReach = false)
    {
        /// <summary>Whether the member may come.</summary>
        public bool IsOpenTo(Member member) => member.May(Right) && (!WholeReach || member.SeesAll);
    }

    /// <summary>That a route needs no right.</summary>
    internal sealed record OpenDoor(bool Members, string Reason);
}
