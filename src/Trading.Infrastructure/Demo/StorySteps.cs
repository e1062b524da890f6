namespace Trading.Infrastructure.Demo;

/// <summary>The names of the steps; those of one bidder carry its name after a space.</summary>
public static class StorySteps
{
    public const string Draft = "draft";
    public const string Settings = "settings";
    public const string AskOwner = "ask-owner";
    public const string OwnerConfirms = "owner-confirms";
    public const string Submit = "submit";
    public const string Accept = "accept";
    public const string Document = "document";
    public const string Publish = "publish";
    public const string TakePart = "take-part";
    public const string Pay = "pay";
    public const string Bid = "bid";
    public const string Close = "close";
    public const string Open = "open";
    public const string ChargeOpening = "charge-opening";
    public const string Panel = "panel";
    public const string Report = "report";
    public const string Confirm = "confirm";
    public const string ChargeExperts = "charge-experts";
    public const string Candidates = "candidates";
    public const string EndPublicity = "end-publicity";
    public const string Decide = "decide";
    public const string Notice = "notice";
    public const string Render = "render";
    public const string PayFee = "pay-fee";
    public const string WaiveRoom = "waive-room";
    public const string Contract = "contract";
    public const string Batch = "batch";
    public const string Approve = "approve";
    public const string Reply = "reply";
    public const string Statement = "statement";
    public const string Chain = "chain";
}
