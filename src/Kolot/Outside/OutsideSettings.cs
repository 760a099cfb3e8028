namespace Kolot.Outside;

/// <summary>How far Kolot reaches out of the machine. Section <c>Outside</c>.</summary>
public sealed class OutsideSettings
{
    /// <summary>Whether addresses that members enter may lead into the private network, or to this machine.</summary>
    /// <remarks>Whoever sets it trusts every owner of an organisation with what answers there.</remarks>
    public bool PrivateAddresses { get; init; }
}
